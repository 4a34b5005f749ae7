package dev.fanout.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Commit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class EnvironmentProbeTest {
  @TempDir Path root;

  @BeforeEach
  void makeRepository() throws Exception {
    write("pom.xml");
    write("reports/src/main/java/Report.java");
    write("reports/reference/tutorial/shots.csv");
    write("README.md");
    git("init", "--quiet");
    git("add", "--all");
    git("commit", "--quiet", "--message", "all");
  }

  @Test
  void aCheckoutWithoutChangesIsClean() throws IOException {
    assertThat(commit().dirty()).isFalse();
    assertThat(commit().id()).hasSize(40);
  }

  /** Else each run after {@code baseline save} would be said to be of code that nobody has. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "reports/baselines/main/shots.csv",
        "reports/comparisons/a--b/index.html",
        "reports/runs/a/shots.csv",
        "reports/latest",
        "reports/reference/tutorial/shots.csv",
        "reports/reference/tutorial/charts/timeline.svg",
        "docs/notes.txt",
        "README.md"
      })
  void resultsAndTextsMakeItNoLessClean(String file) throws IOException {
    write(file);
    assertThat(commit().dirty()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pom.xml",
        "reports/src/main/java/Report.java",
        "reports/pom.xml",
        "benchmarks/src/main/java/New.java",
        "scripts/fanout"
      })
  void codeMakesItDirty(String file) throws IOException {
    write(file);
    assertThat(commit().dirty()).isTrue();
  }

  private void write(String file) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), Instant.now() + " " + System.nanoTime());
  }

  private Commit commit() throws IOException {
    return Objects.requireNonNull(
        EnvironmentProbe.probe(
                "id",
                Instant.EPOCH,
                new Environment.Plan("smoke", 1, 1, null, List.of()),
                "server",
                "command",
                root)
            .commit());
  }

  private void git(String... arguments) throws Exception {
    var command =
        new ArrayList<>(List.of("git", "-c", "user.name=A", "-c", "user.email=a@example.org"));
    command.addAll(List.of(arguments));
    Process git =
        new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true).start();
    String output = new String(git.getInputStream().readAllBytes(), UTF_8);
    assertThat(git.waitFor()).as(output).isZero();
  }
}
