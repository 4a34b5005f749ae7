package dev.fanout.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.measurement.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void refusesARunWithoutAValidShot() throws IOException {
    Path shots = project.run("b").shots();
    Files.writeString(shots, Files.readString(shots).lines().findFirst().orElseThrow() + "\n");
    assertThat(project.fanout("baseline", "save", "main")).isEqualTo(2);
    assertThat(project.err())
        .isEqualToIgnoringNewLines(
            "fanout: b has no valid shot, so nothing can be compared with it: save another run.");
    assertThat(project.reports().resolve("baselines/main")).doesNotExist();
  }

  @Test
  void keepsNoSecretThatAnEarlierVersionRecorded() throws IOException {
    Path recorded = project.run("b").environment();
    Files.writeString(
        recorded, Files.readString(recorded).replace("\"slow server\"", "\"http://h/?k=s3cr3t\""));
    assertThat(project.fanout("baseline", "save", "main")).isZero();
    assertThat(project.reports().resolve("baselines/main/environment.json"))
        .content()
        .contains("\"http://h/?k=***\"")
        .doesNotContain("s3cr3t");
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

  /** Whatever is in the way of one file, the two stay those of one run. */
  @Test
  void aBaselineThatCannotBeReplacedStaysAsItWas() throws IOException {
    assertThat(project.fanout("baseline", "save", "main", "a")).isZero();
    Path saved = project.reports().resolve("baselines/main");
    String environment = Files.readString(saved.resolve("environment.json"));
    Files.delete(saved.resolve("shots.csv"));
    Files.createDirectory(saved.resolve("shots.csv"));
    assertThat(project.fanout("baseline", "save", "main", "b", "--replace")).isEqualTo(1);
    assertThat(project.err())
        .contains(saved.resolve("shots.csv").toString(), "it is a folder, but a file must be there")
        .hasLineCount(1);
    assertThat(saved.resolve("environment.json")).hasContent(environment);
    assertThat(saved).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void leavesOtherFilesOfABaselineAlone() throws IOException {
    assertThat(project.fanout("baseline", "save", "main", "a")).isZero();
    Path notes = project.reports().resolve("baselines/main/notes.md");
    Files.writeString(notes, "why this one");
    assertThat(project.fanout("baseline", "save", "main", "b", "--replace")).isZero();
    assertThat(notes).hasContent("why this one");
  }

  @Test
  void savesNothingThroughALink() throws IOException {
    RunFolder linked = project.run("a");
    String shots = Files.readString(linked.shots());
    Path baselines = Files.createDirectory(project.reports().resolve("baselines"));
    Path main = Files.createSymbolicLink(baselines.resolve("main"), linked.path());
    assertThat(project.fanout("baseline", "save", "main", "b", "--replace")).isEqualTo(1);
    assertThat(project.err()).contains(main + " ", "it is a symbolic link").hasLineCount(1);
    Files.createSymbolicLink(baselines.resolve("dangling"), Path.of("nowhere"));
    refuses("There is a baseline 'dangling' already", "save", "dangling", "b");
    assertThat(linked.shots()).hasContent(shots);
  }

  @Test
  void saysWhatIsInThePlaceOfTheFolder() throws IOException {
    Files.writeString(project.reports().resolve("baselines"), "a file");
    assertThat(project.fanout("baseline", "save", "main", "b")).isEqualTo(1);
    assertThat(project.err()).contains("baselines ", "it is not a folder").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "..", "../x", "a/b", "/tmp/x", ".hidden", "-x-", "a\\b", "a b", "ä", "a\n", "a\0b"
      })
  void refusesNamesThatAreNone(String name) {
    refuses("is not a name for a baseline", "save", "--", name, "a");
    assertThat(project.reports().resolve("baselines")).doesNotExist();
  }

  @Test
  void refusesALongName() {
    refuses("is not a name for a baseline", "save", "x".repeat(101));
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

  @Test
  void listsTheOthersBesideOneThatCannotBeRead() throws IOException {
    assertThat(project.fanout("baseline", "save", "main", "a")).isZero();
    Path baselines = project.reports().resolve("baselines");
    Files.createDirectory(baselines.resolve("empty"));
    assertThat(project.fanout("baseline", "save", "spoilt", "a")).isZero();
    Files.writeString(baselines.resolve("spoilt/shots.csv"), "no,shots\n");
    assertThat(project.fanout("baseline", "list")).isZero();
    assertThat(project.out().lines())
        .containsExactly(
            "empty                %s is not a run's folder: it has no environment.json."
                .formatted(baselines.resolve("empty")),
            "main                 a, 100 requests of 3 s, 2 valid shots, JDK 25",
            "spoilt               shots.csv has no column run_id");
  }

  private void refuses(String message, String... arguments) {
    assertThat(
            project.fanout(
                Stream.concat(Stream.of("baseline"), Stream.of(arguments)).toArray(String[]::new)))
        .isEqualTo(2);
    assertThat(project.err()).startsWith("fanout: ").contains(message);
  }
}
