package dev.fanout.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.measurement.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("sets the project's root for the whole JVM")
class BaselineCommandTest {
  @TempDir Path root = Path.of("");
  private Project project = new Project(root);

  @BeforeEach
  void makeRuns() throws IOException {
    project = new Project(root);
    project.measured("a", 3_020, 3_021);
    project.measured("b", 3_030);
    project.latest("b");
  }

  @AfterEach
  void leave() {
    project.close();
  }

  @Test
  void keepsWhatCompareNeedsOfTheLatestRunAndNoMore() throws IOException {
    assertThat(project.fanout("baseline", "save", "v1.0_x-86")).isZero();
    Path saved = project.reports().resolve("baselines/v1.0_x-86");
    try (Stream<Path> files = Files.list(saved)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("environment.json", "shots.csv");
    }
    assertThat(saved.resolve("shots.csv")).hasSameTextualContentAs(project.run("b").shots());
  }

  @Test
  void replacesABaselineOnlyIfAsked() {
    assertThat(project.fanout("baseline", "save", "main", "a")).isZero();
    Path shots = project.reports().resolve("baselines/main/shots.csv");
    refuses("There is a baseline 'main' already", "save", "main", "b");
    assertThat(shots).hasSameTextualContentAs(project.run("a").shots());
    assertThat(project.fanout("baseline", "save", "main", "b", "--replace")).isZero();
    assertThat(shots).hasSameTextualContentAs(project.run("b").shots());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "..", "../x", "a/b", "/tmp/x", ".hidden", "-x-", "a\\b", "a b", "ä", "a\n", "a\0b"
      })
  void refusesNamesThatAreNone(String name) {
    refuses("is no name for a baseline", "save", "--", name, "a");
    assertThat(project.reports().resolve("baselines")).doesNotExist();
  }

  @Test
  void refusesALongName() {
    refuses("is no name for a baseline", "save", "x".repeat(101));
  }

  @Test
  void savesNothingThatCannotBeReadBack() throws IOException {
    RunFolder broken = project.measured("broken", 3_000);
    Files.writeString(broken.shots(), "no,shots\n");
    refuses("shots.csv has no column run_id", "save", "main", "broken");
    assertThat(project.reports().resolve("baselines")).doesNotExist();
  }

  @Test
  void listsEachWithWhatItIs() throws IOException {
    Files.createDirectories(project.reports().resolve("baselines/.notes"));
    assertThat(project.fanout("baseline", "list")).isZero();
    assertThat(project.out()).startsWith("There is no baseline yet");
    assertThat(project.fanout("baseline", "save", "main", "a")).isZero();
    assertThat(project.fanout("baseline", "save", "before")).isZero();
    assertThat(project.fanout("baseline", "list")).isZero();
    assertThat(project.out().lines())
        .containsExactly(
            "before               b, 100 requests of 3 s, 1 valid shot, JDK 25",
            "main                 a, 100 requests of 3 s, 2 valid shots, JDK 25");
  }

  private void refuses(String message, String... arguments) {
    assertThat(
            project.fanout(
                Stream.concat(Stream.of("baseline"), Stream.of(arguments)).toArray(String[]::new)))
        .isEqualTo(2);
    assertThat(project.err()).startsWith("fanout: ").contains(message);
  }
}
