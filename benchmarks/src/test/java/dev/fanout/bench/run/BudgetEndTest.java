package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.workload.TemporaryFolder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("ends the child processes of this JVM")
class BudgetEndTest {
  @Test
  void endsTheShotsProcessesButLeavesItsFolderToTheJanitor() throws Exception {
    try (var end = BudgetEnd.in(Duration.ZERO, Duration.ofSeconds(30));
        var folder = TemporaryFolder.create("fanout-test")) {
      Process first = new ProcessBuilder("/bin/sh", "-c", "read -r _").start();
      assertThat(first.waitFor(10, TimeUnit.SECONDS)).isTrue();
      // Another round has then begun, so that the one before was over.
      Process second = new ProcessBuilder("/bin/sh", "-c", "read -r _").start();
      assertThat(second.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(end.stopped())
          .contains("the shot was stopped since the budget of 30s was used up");
      assertThat(folder.janitor().isAlive()).isTrue();
    }
  }
}
