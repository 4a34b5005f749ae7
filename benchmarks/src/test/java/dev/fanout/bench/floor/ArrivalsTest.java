package dev.fanout.bench.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holds the floor of requests that arrive one by one against schedules played through. */
class ArrivalsTest {
  private static final int DRAWS = 200;
  private final RandomGenerator random = new SplittableRandom(57);

  @Test
  void inOrderItIsTheScheduleItself() {
    for (int draw = 0; draw < DRAWS; draw++) {
      List<Integer> delays = delays(random.nextInt(1, 25));
      List<Integer> releases = releases(delays.size());
      int lanes = random.nextInt(1, 7);
      int chunk = random.nextInt(1, 6);
      assertThat(Played.floor(Schedule.chunkedPool(lanes, chunk), releases, delays, 0, 1))
          .as("%s released at %s on %d lanes in chunks of %d", delays, releases, lanes, chunk)
          .isEqualTo(new Played(releases, delays, delays, 0, chunk).wallTime(lanes, 1));
    }
  }

  @Test
  void unboundedItIsTheLastAnswer() {
    for (int draw = 0; draw < DRAWS; draw++) {
      List<Integer> delays = delays(random.nextInt(1, 25));
      List<Integer> releases = releases(delays.size());
      int last =
          IntStream.range(0, delays.size())
              .map(i -> releases.get(i) + delays.get(i))
              .max()
              .orElseThrow();
      for (Schedule all : List.of(Schedule.unbounded(), Schedule.unbounded().inAnyOrder())) {
        assertThat(Played.floor(all, releases, delays, 0, 1))
            .as("%s released at %s", delays, releases)
            .hasMillis(last);
      }
    }
  }

  @Test
  void inOrderNoUseOfTheCoresBeatsIt() {
    for (int draw = 0; draw < DRAWS; draw++) {
      List<Integer> delays = delays(random.nextInt(1, 6));
      List<Integer> releases = releases(delays.size());
      int cpu = random.nextInt(0, 6);
      int lanes = random.nextInt(1, 6);
      int chunk = random.nextInt(1, 4);
      int cores = random.nextInt(1, 4);
      int computing = random.nextInt(1, 4);
      Schedule schedule = Schedule.chunkedPool(lanes, chunk).computingOn(computing);
      Duration floor = Played.floor(schedule, releases, delays, cpu, cores);
      for (List<Integer> urgency : CpuTimeTest.orders(numbers(delays))) {
        assertThat(floor)
            .as("%s and %d ms released at %s, %s, %d cores", delays, cpu, releases, schedule, cores)
            .isLessThanOrEqualTo(
                new Played(releases, delays, urgency, cpu, chunk)
                    .wallTime(lanes, Math.min(cores, computing)));
      }
    }
  }

  @Test
  void inAnyOrderNoneBeatsItEither() {
    for (int draw = 0; draw < DRAWS; draw++) {
      List<Integer> delays = delays(random.nextInt(1, 5));
      List<Integer> releases = releases(delays.size());
      int cpu = random.nextInt(0, 6);
      int lanes = random.nextInt(1, 4);
      int cores = random.nextInt(1, 4);
      Duration floor =
          Played.floor(Schedule.pool(lanes).inAnyOrder(), releases, delays, cpu, cores);
      for (List<Integer> order : CpuTimeTest.orders(numbers(delays))) {
        List<Integer> released = order.stream().map(releases::get).toList();
        List<Integer> delayed = order.stream().map(delays::get).toList();
        for (List<Integer> urgency : CpuTimeTest.orders(numbers(delays))) {
          assertThat(floor)
              .as("%s and %d ms released at %s, %d lanes", delays, cpu, releases, lanes)
              .isLessThanOrEqualTo(
                  new Played(released, delayed, urgency, cpu, 1).wallTime(lanes, cores));
        }
      }
    }
  }

  @Test
  void eachBoundIsReachedByALaterPartOfTheStream() {
    Schedule two = Schedule.pool(2).inAnyOrder();
    assertThat(Played.floor(two, List.of(0, 20), List.of(3, 9), 0, 1)).hasMillis(29);
    assertThat(Played.floor(two, List.of(0, 20, 20, 20, 20), List.of(1, 3, 5, 2, 4), 0, 1))
        .hasMillis(27);
    assertThat(Played.floor(Schedule.unbounded(), List.of(0, 20, 20), List.of(1, 3, 3), 5, 1))
        .hasMillis(33);
    assertThat(Played.floor(two, List.of(4, 4, 4), List.of(7, 7, 7), 0, 1)).hasMillis(18);
  }

  @Test
  void aBatchThatIsReleasedLaterEndsLaterByThat() {
    for (int draw = 0; draw < DRAWS; draw++) {
      List<Integer> delays = delays(random.nextInt(1, 25));
      int cpu = random.nextInt(0, 6);
      int cores = random.nextInt(1, 9);
      Schedule pool = Schedule.chunkedPool(random.nextInt(1, 7), random.nextInt(1, 6));
      List<Integer> late = Collections.nCopies(delays.size(), 40);
      for (Schedule schedule : List.of(pool, pool.inAnyOrder(), pool.computingOn(1))) {
        assertThat(Played.floor(schedule, late, delays, cpu, cores))
            .as("%s and %d ms, %s, %d cores", delays, cpu, schedule, cores)
            .isEqualTo(
                Played.floor(schedule, Played.atOnce(delays.size()), delays, cpu, cores)
                    .plusMillis(40));
      }
    }
  }

  private List<Integer> delays(int requests) {
    return random.ints(requests, 1, 8).boxed().toList();
  }

  /** In rising order, several at a time among them. */
  private List<Integer> releases(int requests) {
    return random.ints(requests, 0, 3 * requests).sorted().boxed().toList();
  }

  private static List<Integer> numbers(List<Integer> of) {
    return IntStream.range(0, of.size()).boxed().toList();
  }
}
