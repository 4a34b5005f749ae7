package dev.fanout.bench.run;

import static dev.fanout.bench.run.FanoutProcess.awaitLine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.EnvironmentFile;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.TuningFile;
import dev.fanout.report.tuning.Tuning;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The command tune as a process of its own. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class TuningEndToEndTest {
  private static final int WITHIN_SECONDS = 5;

  @TempDir Path root;
  @TempDir Path temporary;

  /** SIGINT is what Ctrl-C sends; the server would hold the probe for the whole budget. */
  @Test
  void isInterruptedBeforeAnythingIsMeasuredToo() throws Exception {
    assumeThat(ignoresInterrupts())
        .as("what a shell starts in the background ignores SIGINT")
        .isFalse();
    try (var server = OwnServer.never()) {
      Process run = fanout().start("tune", "--url=" + server.url());
      try (BufferedReader out = run.inputReader()) {
        awaitLine(out, "Probe: ");
        server.awaitCall();
        new ProcessBuilder("kill", "-INT", Long.toString(run.pid())).start().waitFor();
        assertThat(run.waitFor(WITHIN_SECONDS, TimeUnit.SECONDS)).isTrue();
        awaitLine(out, "interrupted");
      }
      assertThat(run.exitValue()).isEqualTo(130);
      assertThat(root.resolve("reports").resolve("runs")).isEmptyDirectory();
    }
  }

  @Test
  void anInterruptedTuningKeepsWhatItMeasured() throws Exception {
    Process run = fanout().start("tune", "--requests=4", "--delay=50ms");
    try (BufferedReader out = run.inputReader()) {
      awaitLine(out, "above its floor");
      awaitLine(out, "[ 2]");
      run.destroy();
      assertThat(run.waitFor(90, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(run.exitValue()).isEqualTo(130);
    assertThat(EnvironmentFile.read(latest().environment()).outcome())
        .isEqualTo(Outcome.INTERRUPTED);
    Tuning tuning = TuningFile.read(latest().tuning());
    assertThat(tuning.advice()).isNull();
    assertThat(tuning.trouble()).contains("interrupted");
    assertThat(tuning.sizes()).hasSize(1);
  }

  /**
   * Whether this process, and so what it starts, ignores SIGINT; no where the system has no /proc.
   */
  private static boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & 2) != 0);
  }

  private RunFolder latest() throws IOException {
    return new RunFolder(root.resolve("reports").resolve("latest").toRealPath());
  }

  private FanoutProcess fanout() {
    return new FanoutProcess(root, temporary);
  }
}
