package dev.fanout.bench.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Holds the floor of delays that differ against schedules played through and searched for. */
class DrawnDelaysTest {
  private static final int DRAWS = 500;
  private final RandomGenerator random = new SplittableRandom(48);

  @Test
  void inOrderItIsTheScheduleItself() {
    for (int draw = 0; draw < DRAWS; draw++) {
      List<Integer> delays = delays(random.nextInt(1, 25));
      int lanes = random.nextInt(1, 7);
      int chunk = random.nextInt(1, 6);
      assertThat(floor(Schedule.chunkedPool(lanes, chunk), delays))
          .as("%s on %d lanes in chunks of %d", delays, lanes, chunk)
          .isEqualTo(Played.wallTime(delays, lanes, chunk));
    }
  }

  @Test
  void noRunWithLongerRequestsIsShorter() {
    for (int draw = 0; draw < DRAWS; draw++) {
      List<Integer> delays = delays(random.nextInt(1, 25));
      List<Integer> longer = delays.stream().map(d -> d + random.nextInt(0, 4)).toList();
      int lanes = random.nextInt(1, 7);
      int chunk = random.nextInt(1, 6);
      Schedule schedule = Schedule.chunkedPool(lanes, chunk);
      assertThat(floor(schedule, delays))
          .as("%s and %s on %d lanes in chunks of %d", delays, longer, lanes, chunk)
          .isLessThanOrEqualTo(Played.wallTime(longer, lanes, chunk));
      assertThat(floor(schedule.inAnyOrder(), delays))
          .isLessThanOrEqualTo(floor(schedule.inAnyOrder(), longer));
    }
  }

  @Test
  void inAnyOrderNoneBeatsIt() {
    for (int draw = 0; draw < DRAWS; draw++) {
      List<Integer> delays = delays(random.nextInt(1, 9));
      int lanes = random.nextInt(1, 5);
      assertThat(floor(Schedule.pool(lanes).inAnyOrder(), delays))
          .as("%s on %d lanes", delays, lanes)
          .isLessThanOrEqualTo(Duration.ofMillis(best(delays, lanes)));
    }
  }

  @Test
  void inAnyOrderEachBoundIsReached() {
    assertThat(floor(Schedule.pool(2).inAnyOrder(), List.of(9, 1, 1))).hasMillis(9);
    assertThat(floor(Schedule.pool(2).inAnyOrder(), List.of(5, 4, 3, 2, 2))).hasMillis(8);
    assertThat(floor(Schedule.pool(2).inAnyOrder(), List.of(3, 4, 3, 4, 3))).hasMillis(9);
    assertThat(floor(Schedule.pool(3).inAnyOrder(), List.of(7, 5, 6, 6))).hasMillis(11);
  }

  @Test
  void inAnyOrderEqualDelaysTakeTheLeastTimeThereIs() {
    for (int requests = 1; requests <= 8; requests++) {
      for (int lanes = 1; lanes <= 4; lanes++) {
        List<Integer> equal = Collections.nCopies(requests, 7);
        assertThat(floor(Schedule.pool(lanes).inAnyOrder(), equal))
            .as("%d requests on %d lanes", requests, lanes)
            .hasMillis(best(equal, lanes));
      }
    }
  }

  private List<Integer> delays(int requests) {
    return random.ints(requests, 1, 13).boxed().toList();
  }

  private static Duration floor(Schedule schedule, List<Integer> delays) {
    return Played.floor(schedule, Played.atOnce(delays.size()), delays, 0, 1);
  }

  /** The least wall time of all ways to share the requests among the lanes. */
  private static int best(List<Integer> delays, int lanes) {
    return best(delays, new int[lanes]);
  }

  private static int best(List<Integer> rest, int[] loads) {
    if (rest.isEmpty()) {
      return Arrays.stream(loads).max().orElseThrow();
    }
    int best = Integer.MAX_VALUE;
    for (int lane = 0; lane < loads.length; lane++) {
      loads[lane] += rest.getFirst();
      best = Math.min(best, best(rest.subList(1, rest.size()), loads));
      loads[lane] -= rest.getFirst();
    }
    return best;
  }
}
