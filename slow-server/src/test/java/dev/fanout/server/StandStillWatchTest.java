package dev.fanout.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandStillWatchTest {
  private final AtomicLong now = new AtomicLong(7);
  private final AtomicLong cpu = new AtomicLong();
  private final AtomicInteger readings = new AtomicInteger();
  private final StandStillWatch watch = new StandStillWatch(now::get, this::readCpu);

  @Test
  void aSleeperThatIsALittleLateIsNoStandStill() {
    for (int beat = 0; beat < 100; beat++) {
      watch.beat();
      pass(StandStillWatch.BEAT.plusMillis(200));
    }
    assertThat(watch.take()).isZero();
  }

  @Test
  void eachStandStillIsCountedOnce() {
    watch.beat();
    for (int millis : new int[] {0, 5_000, 0, 2_000}) {
      late(millis);
      watch.beat();
    }
    assertThat(watch.take()).isEqualTo(Duration.ofSeconds(7));
    assertThat(watch.take()).isZero();
  }

  @Test
  void aProcessThatUsesCpuTimeDoesNotStandStill() {
    watch.beat();
    late(2_000);
    use(210);
    watch.beat();
    assertThat(watch.take()).isZero();
    late(2_000);
    use(190);
    watch.beat();
    assertThat(watch.take()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aProcessThatWasBusyUntilItWasStoppedStoodStill() {
    watch.beat();
    late(1_050);
    use(StandStillWatch.BEAT.toMillis());
    watch.beat();
    assertThat(watch.take()).isEqualTo(Duration.ofMillis(1_050));
  }

  @Test
  void noProcessStandsStillWhoseCpuTimeIsUnknown() {
    for (long[] beforeAndAfter : new long[][] {{-1, -1}, {-1, 5}, {5, -1}}) {
      cpu.set(beforeAndAfter[0]);
      watch.beat();
      late(2_000);
      cpu.set(beforeAndAfter[1]);
      watch.beat();
      assertThat(watch.take()).isZero();
    }
  }

  @Test
  void whoAsksJustAfterAStandStillDoesNotWaitForTheSleeper() {
    watch.beat();
    late(2_000);
    assertThat(watch.take()).isEqualTo(Duration.ofSeconds(2));
    watch.beat();
    assertThat(watch.take()).as("the sleeper counts it no second time").isZero();
  }

  @Test
  void whoAsksWithinABeatReadsNothingAndLeavesTheBeatAsItIs() {
    watch.beat();
    pass(StandStillWatch.BEAT.dividedBy(2));
    assertThat(watch.take()).isZero();
    assertThat(readings).hasValue(1);
    pass(StandStillWatch.BEAT.dividedBy(2).plusMillis(1_200));
    assertThat(watch.take()).isEqualTo(Duration.ofMillis(1_200));
  }

  @Test
  void theCpuTimeIsThatOfUserAndSystem() {
    assertThat(StandStillWatch.cpuTime("12 (a) S 1) S 1 2 3 4 5 6 7 8 9 10 230 4 13 14\n"))
        .isEqualTo(Duration.ofMillis(2_340).toNanos());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ")", "12 (java) S 1 2", "12 (java) S 1 2 3 4 5 6 7 8 9 10 x 4 13"})
  void countersOfAnotherFormAreUnknown(String counters) {
    assertThat(StandStillWatch.cpuTime(counters)).isNegative();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void linuxTellsTheCpuTime() throws IOException {
    assertThat(StandStillWatch.cpuTime(Files.readString(Path.of("/proc/self/stat")))).isPositive();
  }

  private long readCpu() {
    readings.incrementAndGet();
    return cpu.get();
  }

  /** The sleeper is late. */
  private void late(long millis) {
    pass(StandStillWatch.BEAT.plusMillis(millis));
  }

  private void use(long millis) {
    cpu.addAndGet(Duration.ofMillis(millis).toNanos());
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
