package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How long a run that was told to end is waited for. */
class InterruptionTest {
  private final AtomicInteger rounds = new AtomicInteger();
  private final Interruption interruption =
      new Interruption(rounds::incrementAndGet, Duration.ZERO, Duration.ZERO);

  @Test
  void aRunThatWritesIsWaitedForThoughItAsksNoMore() throws Exception {
    interruption.writing();
    assertThat(interruption.happened()).isFalse();
    Thread waiting = Thread.ofVirtual().start(interruption::tellAndWait);
    await().until(() -> rounds.get() >= 3 || !waiting.isAlive());
    assertThat(waiting.isAlive()).isTrue();
    assertThat(interruption.happened()).isTrue();
    interruption.close();
    assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void aRunThatTakesNoNoticeIsNotWaitedFor() {
    interruption.tellAndWait();
    assertThat(rounds).hasValue(1);
    assertThat(interruption.happened()).isTrue();
  }
}
