package dev.fanout.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.csv.RequestsCsv;
import dev.fanout.report.csv.ShotsCsv;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.EnvironmentFile;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.summary.Results;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports of a run with 100,000 rows of requests, in a JVM that has 512 MB for them. */
@Tag("slow")
class LargeRunTest {
  @TempDir Path folder;

  @Test
  void isReportedWithinAHalfGigabyte() throws Exception {
    Results results = MadeUpRuns.large();
    var run = new RunFolder(folder);
    EnvironmentFile.write(
        run.environment(), Samples.environment(Outcome.COMPLETE, results.shots()));
    ShotsCsv.create(run.shots());
    RequestsCsv.create(run.requests());
    for (Shot shot : results.shots()) {
      RequestsCsv.append(run.requests(), shot, results.requests().getOrDefault(shot, List.of()));
      ShotsCsv.append(run.shots(), shot);
    }
    assertThat(run.requests()).content().hasLineCount(100_001);

    Process report =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Reporter.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    assertThat(report.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(report.exitValue()).isZero();
    assertThat(run.page()).content().hasSizeLessThan(8 * 1024 * 1024);
    assertThat(run.charts()).isDirectoryContaining("glob:**/timeline.svg");
  }

  /** Makes the reports of the folder that is named. */
  static final class Reporter {
    private Reporter() {}

    public static void main(String[] args) throws Exception {
      var run = new RunFolder(Path.of(args[0]));
      RunReport.write(RunReport.read(run), run);
    }
  }
}
