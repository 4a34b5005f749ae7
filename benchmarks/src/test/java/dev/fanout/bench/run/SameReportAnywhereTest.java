package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.Jvm;
import dev.fanout.bench.cli.Fanout;
import dev.fanout.bench.run.FanoutProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report is made of its run's files alone, wherever and by whomever it is made. */
@Tag("slow")
@Order(3)
class SameReportAnywhereTest {
  private static final Path PUBLISHED =
      Path.of("..", "reports/reference/tune").toAbsolutePath().normalize();

  @TempDir Path root;

  @Test
  void isTheSameInAnotherFolderLanguageAndTimeZone() throws Exception {
    Path elsewhere = Files.createDirectory(root.resolve("somewhere else"));
    Path run = Files.createDirectories(root.resolve("a run"));
    List<Path> published = files(PUBLISHED);
    for (Path file : published) {
      Files.createDirectories(run.resolve(file).getParent());
      Files.copy(PUBLISHED.resolve(file), run.resolve(file));
    }
    Ended report =
        FanoutProcess.ended(
            new ProcessBuilder(
                    Jvm.command(
                        List.of(
                            "-Dfanout.root=" + root,
                            "-Duser.language=ar",
                            "-Duser.country=EG",
                            "-Duser.timezone=Asia/Kathmandu"),
                        Fanout.class,
                        "report",
                        "../a run"))
                .directory(elsewhere.toFile())
                .start());
    assertThat(report.exitCode()).as(report.toString()).isZero();
    assertThat(files(run)).isEqualTo(published);
    for (Path file : published) {
      assertThat(Files.mismatch(PUBLISHED.resolve(file), run.resolve(file)))
          .as("the first byte of %s that differs", file)
          .isEqualTo(-1);
    }
    assertThat(elsewhere).isEmptyDirectory();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".png")) // not published
          .map(folder::relativize)
          .sorted()
          .toList();
    }
  }
}
