package dev.fanout.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.floor.Schedule;
import dev.fanout.server.Delay;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkTest {
  private static final String DRAWN = "uniform:1s..5s";
  private static final Duration CPU = Duration.ofMillis(40);
  private static final int CORES = 64;

  @Test
  void aFixedDelayIsThatOfEachRequest() {
    Work work = Works.of(WorkloadKind.HELLO, 100, "3s");
    assertThat(delays(work)).hasSize(100).containsOnly(Duration.ofSeconds(3));
  }

  @Test
  void drawnDelaysAreThoseThatTheServerDraws() {
    Work work = Works.of(WorkloadKind.HELLO, 100, DRAWN);
    Delay server = Delay.parse(DRAWN);
    assertThat(delays(work))
        .isEqualTo(IntStream.range(0, 100).mapToObj(i -> server.of(42, i)).toList())
        .isEqualTo(delays(Works.of(WorkloadKind.CRAWL, 100, DRAWN)))
        .isNotEqualTo(delays(seeded(work, 43)));
    assertThat(delays(work).stream().distinct().count()).isGreaterThan(50);
  }

  @Test
  void anAnswerMayTakeAsLongAsAllTogetherAndAMinute() {
    assertThat(Works.of(WorkloadKind.HELLO, 100, "3s").timeout()).hasSeconds(360);
    assertThat(Works.of(WorkloadKind.CRAWL, 100, "3s", CPU).timeout()).hasSeconds(364);
    Work drawn = Works.of(WorkloadKind.SESSION, 100, "3s,10%:30s");
    Duration sum = delays(drawn).stream().reduce(Duration.ZERO, Duration::plus);
    assertThat(sum).isGreaterThan(Duration.ofMinutes(5));
    assertThat(drawn.timeout()).isEqualTo(sum.plusMinutes(1));
  }

  @Test
  void ofAnotherNumberItIsTheSameWork() {
    Work work = Works.of(WorkloadKind.CRAWL, 100, DRAWN, CPU);
    assertThat(work.of(7)).isEqualTo(Works.of(WorkloadKind.CRAWL, 7, DRAWN, CPU));
  }

  @Test
  void theFloorOfOneStageIsThatOfTheSchedule() {
    for (WorkloadKind kind : List.of(WorkloadKind.HELLO, WorkloadKind.DOWNLOAD)) {
      Work work = Works.of(kind, 30, DRAWN);
      for (Schedule schedule :
          List.of(Schedule.serial(), Schedule.chunkedPool(4, 3), Schedule.pool(5).inAnyOrder())) {
        assertThat(work.floor(schedule, CORES)).isEqualTo(batch(schedule, delays(work)));
      }
    }
  }

  @Test
  void nothingOfASessionGoesBesideTheLogin() {
    Work work = Works.of(WorkloadKind.SESSION, 100, DRAWN);
    List<Duration> delays = delays(work);
    Duration longest = delays.subList(1, 100).stream().max(Duration::compareTo).orElseThrow();
    assertThat(work.floor(Schedule.unbounded(), CORES)).isEqualTo(delays.getFirst().plus(longest));
    assertThat(work.floor(Schedule.serial(), CORES)).isEqualTo(sum(delays));
    assertThat(Works.of(WorkloadKind.SESSION, 100, "3s").floor(Schedule.pool(10), CORES))
        .hasSeconds(3 + 30);
  }

  @Test
  void onlyTheFirstStageOfStagedGoesTogether() {
    Work work = Works.of(WorkloadKind.STAGED, 100, DRAWN);
    List<Duration> delays = delays(work);
    Duration longest = delays.subList(0, 80).stream().max(Duration::compareTo).orElseThrow();
    assertThat(work.floor(Schedule.unbounded(), CORES))
        .isEqualTo(longest.plus(sum(delays.subList(80, 100))));
    assertThat(work.floor(Schedule.serial(), CORES)).isEqualTo(sum(delays));
    assertThat(Works.of(WorkloadKind.STAGED, 100, "3s").floor(Schedule.chunkedPool(8, 4), CORES))
        .hasSeconds(3 * (3 * 4 + 20)); // 20 chunks of 4 in three rounds, then one by one
  }

  @Test
  void theListOfACrawlCostsNoCpuTimeAndEachPageDoes() {
    Work work = Works.of(WorkloadKind.CRAWL, 101, "3s", CPU);
    assertThat(work.floor(Schedule.serial(), CORES)).hasMillis(101 * 3_000 + 100 * 40);
    assertThat(work.floor(Schedule.unbounded(), 4)).hasMillis(2 * 3_000 + 100 * 40 / 4);
    assertThat(work.floor(Schedule.unbounded().computingOn(1), 4)).hasMillis(2 * 3_000 + 100 * 40);
    assertThat(work.of(1).floor(Schedule.serial(), CORES)).hasSeconds(3);
  }

  @Test
  void aServersThreadsWaitForNoCpuTimeOfAnswers() {
    Work work = Works.of(WorkloadKind.CRAWL, 101, "3s", CPU);
    assertThat(work.served(1)).hasSeconds(101 * 3);
    assertThat(work.served(10)).hasSeconds(3 + 10 * 3);
    Work drawn = Works.of(WorkloadKind.HELLO, 100, DRAWN, CPU);
    assertThat(drawn.served(1)).isEqualTo(sum(delays(drawn)));
    assertThat(drawn.served(10))
        .isEqualTo(batch(Schedule.pool(10).inAnyOrder(), delays(drawn)))
        .isLessThan(Works.of(WorkloadKind.HELLO, 100, DRAWN).floor(Schedule.pool(10), CORES));
  }

  @Test
  void theMostInFlightAreThoseOfItsLargestStage() {
    assertThat(Works.of(WorkloadKind.HELLO, 100, "3s").inFlight(Schedule.unbounded()))
        .isEqualTo(100);
    assertThat(Works.of(WorkloadKind.SESSION, 100, "3s").inFlight(Schedule.unbounded()))
        .isEqualTo(99);
    assertThat(Works.of(WorkloadKind.STAGED, 100, "3s").inFlight(Schedule.unbounded()))
        .isEqualTo(80);
    assertThat(Works.of(WorkloadKind.STAGED, 100, "3s").inFlight(Schedule.pool(10))).isEqualTo(10);
  }

  private static Work seeded(Work work, long seed) {
    return work.withSeed(seed);
  }

  private static Duration batch(Schedule schedule, List<Duration> delays) {
    long[] nanos = delays.stream().mapToLong(Duration::toNanos).toArray();
    return Duration.ofNanos(schedule.floorNanos(new long[nanos.length], nanos, 0, CORES));
  }

  private static List<Duration> delays(Work work) {
    return IntStream.range(0, work.requests()).mapToObj(work::delay).toList();
  }

  private static Duration sum(List<Duration> delays) {
    return delays.stream().reduce(Duration.ZERO, Duration::plus);
  }
}
