package dev.fanout.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.measurement.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  @TempDir Path root = Path.of("");
  private Project project = new Project(root);

  @BeforeEach
  void enter() {
    project = new Project(root);
  }

  @Test
  void makesTheReportsOfARunCutShortAndLeavesItsMeasurementsAlone() throws IOException {
    RunFolder run = project.measured("a", 3_020, 3_021);
    String shots = Files.readString(run.shots());
    String environment = Files.readString(run.environment());
    assertThat(project.fanout("report", "a")).isZero();
    assertThat(run.report()).content().contains("has not ended, or was killed");
    assertThat(run.summary()).content().contains("virtual-threads");
    assertThat(run.shots()).content().isEqualTo(shots);
    assertThat(run.environment()).content().isEqualTo(environment);
    assertThat(project.out()).contains("virtual-threads", "Report: " + run.page());
  }

  @Test
  void refusesWhatIsNoRun() {
    assertThat(project.fanout("report", "nowhere")).isEqualTo(2);
    assertThat(project.err()).contains("There is no run 'nowhere'");
    assertThat(project.fanout("report", "no\0where")).isEqualTo(2);
  }

  @Test
  void refusesAFileThatIsNotJmhs() throws IOException {
    Path file = Files.writeString(root.resolve("notes.json"), "{\"a\": 1}");
    assertThat(project.fanout("report", file.toString())).isEqualTo(2);
    assertThat(project.err()).startsWith("fanout: ").contains("is not JSON that JMH wrote");
    assertThat(project.err().lines()).hasSize(1);
  }
}
