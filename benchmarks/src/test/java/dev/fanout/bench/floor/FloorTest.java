package dev.fanout.bench.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.Spliterator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holds each formula against a schedule that is played through, request by request. */
class FloorTest {
  private static final Duration DELAY = Duration.ofMillis(7);

  @Test
  void chunkedPoolIsTheLengthOfTheGreedySchedule() {
    for (int requests = 1; requests <= 60; requests++) {
      for (int size = 1; size <= 12; size++) {
        for (int chunk = 1; chunk <= 13; chunk++) {
          assertThat(Floor.chunkedPool(requests, size, chunk, DELAY))
              .as("%d requests, pool of %d, chunks of %d", requests, size, chunk)
              .isEqualTo(DELAY.multipliedBy(played(requests, size, chunk)));
        }
      }
    }
  }

  @Test
  void poolIsAChunkedPoolWithChunksOfOne() {
    for (int requests = 1; requests <= 120; requests++) {
      for (int size = 1; size <= 130; size++) {
        assertThat(Floor.pool(requests, size, DELAY))
            .as("%d requests, pool of %d", requests, size)
            .isEqualTo(DELAY.multipliedBy(played(requests, size, 1)));
      }
    }
  }

  @Test
  void aParallelStreamOnTwoCoresCanKeepUpWithAPoolOfTwo() {
    for (int requests = 1; requests <= 300; requests++) {
      assertThat(Floor.pool(requests, 2, DELAY))
          .as("%d requests", requests)
          .isEqualTo(DELAY.multipliedBy(bestOfTwo(rangesOfAStream(requests, 1))));
    }
  }

  @Test
  void serialIsAPoolOfOneAndUnboundedAPoolOfAll() {
    assertThat(Floor.serial(100, DELAY)).isEqualTo(DELAY.multipliedBy(played(100, 1, 1)));
    assertThat(Floor.unbounded(DELAY)).isEqualTo(DELAY.multipliedBy(played(100, 100, 1)));
  }

  @Test
  void theTutorialsFiguresAreTheSchedule() {
    Duration delay = Duration.ofSeconds(3);
    assertThat(Floor.serial(100, delay)).hasSeconds(300);
    assertThat(Floor.pool(100, 10, delay)).hasSeconds(30);
    assertThat(Floor.chunkedPool(100, 8, 1, delay)).hasSeconds(39);
    assertThat(Floor.chunkedPool(100, 8, 4, delay)).hasSeconds(48);
  }

  /** The lengths of the ranges that a parallel stream deals out, as its source code has it. */
  private static List<Integer> rangesOfAStream(int requests, int parallelism) {
    var lengths = new ArrayList<Integer>();
    var uncut = new ArrayDeque<Spliterator<Integer>>();
    uncut.add(IntStream.range(0, requests).spliterator());
    int least = Math.max(1, requests / (4 * parallelism));
    while (!uncut.isEmpty()) {
      Spliterator<Integer> range = uncut.remove();
      Spliterator<Integer> left = range.estimateSize() <= least ? null : range.trySplit();
      if (left == null) {
        lengths.add((int) range.estimateSize());
      } else {
        uncut.add(left);
        uncut.add(range);
      }
    }
    return lengths;
  }

  /** The least makespan of two workers: the best of all ways to share the ranges. */
  private static int bestOfTwo(List<Integer> ranges) {
    int all = ranges.stream().mapToInt(Integer::intValue).sum();
    Set<Integer> sums = new HashSet<>(Set.of(0));
    for (int range : ranges) {
      Set.copyOf(sums).forEach(sum -> sums.add(sum + range));
    }
    return sums.stream().mapToInt(sum -> Math.max(sum, all - sum)).min().orElseThrow();
  }

  /** The makespan, in delays, when each chunk goes to the worker that is free first. */
  private static long played(int requests, int size, int chunk) {
    var freeAt = new PriorityQueue<Long>();
    for (int worker = 0; worker < size; worker++) {
      freeAt.add(0L);
    }
    long makespan = 0;
    for (int sent = 0; sent < requests; sent += chunk) {
      long end = freeAt.remove() + Math.min(chunk, requests - sent);
      freeAt.add(end);
      makespan = Math.max(makespan, end);
    }
    return makespan;
  }
}
