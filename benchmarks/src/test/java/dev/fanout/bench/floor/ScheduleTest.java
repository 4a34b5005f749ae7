package dev.fanout.bench.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds schedules of equal delays against the formulas of docs/method.md. */
class ScheduleTest {
  private static final Duration DELAY = Duration.ofMillis(7);

  @Test
  void serialIsTheSumAndUnboundedOneDelay() {
    for (int requests = 1; requests <= 120; requests++) {
      assertThat(floor(Schedule.serial(), requests, DELAY)).isEqualTo(DELAY.multipliedBy(requests));
      assertThat(floor(Schedule.unbounded(), requests, DELAY)).isEqualTo(DELAY);
    }
  }

  @Test
  void aPoolGoesInRoundsOfItsSizeInWhateverOrder() {
    for (int requests = 1; requests <= 120; requests++) {
      for (int size = 1; size <= 130; size++) {
        Duration rounds = DELAY.multipliedBy(Math.ceilDiv(requests, size));
        assertThat(floor(Schedule.pool(size), requests, DELAY))
            .as("%d requests, pool of %d", requests, size)
            .isEqualTo(rounds);
        assertThat(floor(Schedule.pool(size).inAnyOrder(), requests, DELAY))
            .as("%d requests, pool of %d, any order", requests, size)
            .isEqualTo(rounds);
      }
    }
  }

  @Test
  void aChunkedPoolGoesInRoundsOfChunksOfWhichTheLastMayBeThePartialOneAlone() {
    for (int requests = 1; requests <= 60; requests++) {
      for (int size = 1; size <= 12; size++) {
        for (int chunk = 1; chunk <= 13; chunk++) {
          int chunks = Math.ceilDiv(requests, chunk);
          int rounds = Math.ceilDiv(chunks, size);
          int partial = requests % chunk;
          boolean partialAlone = partial > 0 && chunks == (rounds - 1) * size + 1;
          int inTurn = partialAlone ? (rounds - 1) * chunk + partial : rounds * chunk;
          assertThat(floor(Schedule.chunkedPool(size, chunk), requests, DELAY))
              .as("%d requests, pool of %d, chunks of %d", requests, size, chunk)
              .isEqualTo(DELAY.multipliedBy(Math.min(inTurn, requests)));
        }
      }
    }
  }

  @Test
  void theTutorialsFiguresAreTheSchedule() {
    Duration delay = Duration.ofSeconds(3);
    assertThat(floor(Schedule.serial(), 100, delay)).hasSeconds(300);
    assertThat(floor(Schedule.pool(10), 100, delay)).hasSeconds(30);
    assertThat(floor(Schedule.chunkedPool(8, 1), 100, delay)).hasSeconds(39);
    assertThat(floor(Schedule.chunkedPool(8, 4), 100, delay)).hasSeconds(48);
  }

  @Test
  void aParallelStreamOnTwoCoresCanKeepUpWithAPoolOfTwo() {
    for (int requests = 1; requests <= 300; requests++) {
      assertThat(floor(Schedule.pool(2).inAnyOrder(), requests, DELAY))
          .as("%d requests", requests)
          .isEqualTo(DELAY.multipliedBy(bestOfTwo(rangesOfAStream(requests, 1))));
    }
  }

  @Test
  void noMoreAreInFlightThanThereAreLanesOrChunks() {
    assertThat(Schedule.serial().inFlight(100)).isEqualTo(1);
    assertThat(Schedule.pool(10).inFlight(100)).isEqualTo(10);
    assertThat(Schedule.pool(10).inFlight(7)).isEqualTo(7);
    assertThat(Schedule.chunkedPool(8, 4).inFlight(100)).isEqualTo(8);
    assertThat(Schedule.chunkedPool(8, 4).inFlight(10)).isEqualTo(3);
    assertThat(Schedule.unbounded().inFlight(100)).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0", "-1, 1, 1"})
  void refusesNone(int lanes, int chunk, int computing) {
    assertThatThrownBy(() -> new Schedule(lanes, chunk, true, computing, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "%d lanes, chunks of %d, %d computing: each is 1 or more", lanes, chunk, computing);
  }

  private static Duration floor(Schedule schedule, int requests, Duration delay) {
    long[] delays = LongStream.generate(delay::toNanos).limit(requests).toArray();
    return Duration.ofNanos(schedule.floorNanos(new long[requests], delays, 0, 1));
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
}
