package dev.fanout.bench.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holds the floor of answers that cost CPU time against schedules on so many cores. */
class CpuTimeTest {
  private static final int DRAWS = 100;
  private final RandomGenerator random = new SplittableRandom(39);

  @Test
  void inOrderNoUseOfTheCoresBeatsIt() {
    for (int draw = 0; draw < DRAWS; draw++) {
      List<Integer> delays = delays(random.nextInt(1, 6));
      int cpu = random.nextInt(0, 6);
      int lanes = random.nextInt(1, 6);
      int chunk = random.nextInt(1, 4);
      int cores = random.nextInt(1, 4);
      int computing = random.nextInt(1, 4);
      Duration floor =
          floor(Schedule.chunkedPool(lanes, chunk).computingOn(computing), delays, cpu, cores);
      for (List<Integer> urgency : orders(IntStream.range(0, delays.size()).boxed().toList())) {
        assertThat(floor)
            .as(
                "%s and %d ms on %d lanes in chunks of %d, %d cores, %d computing",
                delays, cpu, lanes, chunk, cores, computing)
            .isLessThanOrEqualTo(
                new Played(delays, urgency, cpu, chunk)
                    .wallTime(lanes, Math.min(cores, computing)));
      }
    }
  }

  @Test
  void inAnyOrderNoneBeatsItEither() {
    for (int draw = 0; draw < DRAWS; draw++) {
      List<Integer> delays = delays(random.nextInt(1, 5));
      int cpu = random.nextInt(0, 6);
      int lanes = random.nextInt(1, 4);
      int cores = random.nextInt(1, 4);
      Duration floor = floor(Schedule.pool(lanes).inAnyOrder(), delays, cpu, cores);
      for (List<Integer> order : orders(delays)) {
        for (List<Integer> urgency : orders(IntStream.range(0, delays.size()).boxed().toList())) {
          assertThat(floor)
              .as("%s and %d ms on %d lanes, %d cores", delays, cpu, lanes, cores)
              .isLessThanOrEqualTo(new Played(order, urgency, cpu, 1).wallTime(lanes, cores));
        }
      }
    }
  }

  @Test
  void largerRunsServedFirstComeFirstServedDoNotBeatIt() {
    for (int draw = 0; draw < DRAWS; draw++) {
      List<Integer> delays = delays(random.nextInt(10, 40));
      int cpu = random.nextInt(0, 6);
      int lanes = random.nextInt(1, 40);
      int cores = random.nextInt(1, 9);
      List<Integer> inOrder = IntStream.range(0, delays.size()).boxed().toList();
      assertThat(floor(Schedule.pool(lanes), delays, cpu, cores))
          .as("%s and %d ms on %d lanes, %d cores", delays, cpu, lanes, cores)
          .isLessThanOrEqualTo(new Played(delays, inOrder, cpu, 1).wallTime(lanes, cores));
    }
  }

  @Test
  void serialIsTheSumOnWhateverMachine() {
    for (int cores = 1; cores <= 16; cores *= 2) {
      assertThat(floor(Schedule.serial(), Collections.nCopies(10, 7), 5, cores)).hasMillis(120);
      assertThat(floor(Schedule.serial(), List.of(1, 2, 3), 5, cores)).hasMillis(21);
    }
  }

  @Test
  void itIsReachedWhereAnswersComeAtOnceAndShareTheCoresEvenly() {
    List<Integer> equal = Collections.nCopies(12, 7);
    List<Integer> inOrder = IntStream.range(0, 12).boxed().toList();
    for (int cores : List.of(1, 2, 3, 4, 6, 12)) {
      Duration reached = new Played(equal, inOrder, 5, 1).wallTime(12, cores);
      assertThat(reached).hasMillis(7 + 5L * 12 / cores);
      assertThat(floor(Schedule.unbounded(), equal, 5, cores)).isEqualTo(reached);
      assertThat(floor(Schedule.unbounded().computingOn(cores), equal, 5, 12)).isEqualTo(reached);
      assertThat(floor(Schedule.unbounded().inAnyOrder().computingOn(cores), equal, 5, 12))
          .isEqualTo(reached);
    }
  }

  private List<Integer> delays(int requests) {
    return random.ints(requests, 1, 8).boxed().toList();
  }

  private static Duration floor(Schedule schedule, List<Integer> delays, int cpu, int cores) {
    return Played.floor(schedule, Played.atOnce(delays.size()), delays, cpu, cores);
  }

  /** All orders that there are. */
  static List<List<Integer>> orders(List<Integer> of) {
    if (of.isEmpty()) {
      return List.of(List.of());
    }
    var orders = new ArrayList<List<Integer>>();
    for (int first = 0; first < of.size(); first++) {
      var rest = new ArrayList<>(of.subList(0, first));
      rest.addAll(of.subList(first + 1, of.size()));
      for (List<Integer> order : orders(rest)) {
        var whole = new ArrayList<>(order);
        whole.addFirst(of.get(first));
        orders.add(whole);
      }
    }
    return orders;
  }
}
