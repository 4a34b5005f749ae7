package dev.fanout.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.workload.TemporaryFolder;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("ends the child processes of this JVM")
class ShotProcessesTest {
  @Test
  void onlyThoseOfTheShotAreEndedAndItsFolderIsLeftToTheJanitor() throws Exception {
    Process server = waiting();
    ShotProcesses processes = ShotProcesses.fromNowOn();
    try (var folder = TemporaryFolder.create("fanout-test")) {
      Process measured = waiting();
      processes.end();
      assertThat(measured.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(server.isAlive()).isTrue();
      assertThat(folder.janitor().isAlive()).isTrue();
    } finally {
      server.destroyForcibly();
    }
  }

  private static Process waiting() throws IOException {
    return new ProcessBuilder("/bin/sh", "-c", "read -r _").start();
  }
}
