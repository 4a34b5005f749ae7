package dev.fanout.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StandStillWatchTest {
  private final AtomicLong now = new AtomicLong(7);
  private final StandStillWatch watch = new StandStillWatch(now::get);

  @Test
  void aSleeperThatIsALittleLateIsNoStandStill() {
    for (int beat = 0; beat < 100; beat++) {
      pass(StandStillWatch.BEAT.plusMillis(200));
      watch.beat(0);
    }
    assertThat(watch.take()).isZero();
  }

  @Test
  void eachStandStillIsCountedOnce() {
    for (long millis : new long[] {50, 5_050, 50, 1_050}) {
      pass(Duration.ofMillis(millis));
      watch.beat(0);
    }
    assertThat(watch.take()).isEqualTo(Duration.ofSeconds(6));
    assertThat(watch.take()).isZero();
  }

  @Test
  void aProcessThatUsesCpuTimeDoesNotStandStill() {
    pass(Duration.ofMillis(2_050));
    watch.beat(Duration.ofMillis(110).toNanos());
    assertThat(watch.take()).isZero();
    pass(Duration.ofMillis(2_050));
    watch.beat(Duration.ofMillis(110 + 90).toNanos());
    assertThat(watch.take()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void whoAsksJustAfterAStandStillWaitsForTheSleeperToWake() {
    pass(Duration.ofMillis(2_050));
    var asked = CompletableFuture.supplyAsync(watch::take);
    watch.beat(0);
    assertThat(asked.join()).isEqualTo(Duration.ofSeconds(2));
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
