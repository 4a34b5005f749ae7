package dev.fanout.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.measurement.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompareCommandTest {
  private static final double[] BEFORE = {3_020, 3_021, 3_022, 3_023, 3_024};
  private static final double[] SLOWER = {3_060.5, 3_061.5, 3_062.5, 3_063.5, 3_064.5};

  @TempDir Path root = Path.of("");
  private Project project = new Project(root);

  @BeforeEach
  void makeRuns() throws IOException {
    project = new Project(root);
    project.measured("a", BEFORE);
    project.measured("b", SLOWER);
    project.latest("b");
  }

  @Test
  void tellsWhatBecameSlowerAndLeavesTableAndPage() {
    assertThat(project.fanout("compare", "a", "b")).isZero();
    assertThat(project.out())
        .contains("b against a", "virtual-threads, warm", "+40.5 ms", "slower", "Mann-Whitney")
        .contains("a has not ended, or was killed: 5 of 5 planned shots valid.");
    Path folder = project.reports().resolve("comparisons/a--b");
    assertThat(folder.resolve("comparison.csv")).content().contains(",slower,5.000");
    assertThat(folder.resolve("index.html")).content().contains("slower");
  }

  @Test
  void comparesAgain() {
    assertThat(project.fanout("compare", "a", "b")).isZero();
    assertThat(project.fanout("compare", "a", "b")).isZero();
  }

  @Test
  void latestIsNamedByItsId() {
    assertThat(project.fanout("compare", project.run("a").path().toString(), "latest")).isZero();
    assertThat(project.reports().resolve("comparisons/a--b/comparison.csv")).exists();
  }

  @Test
  void latestMayBeATextFile() throws IOException {
    Path latest = project.reports().resolve("latest");
    Files.delete(latest);
    Files.writeString(latest, "runs/b\n");
    assertThat(project.fanout("compare", "a", "latest")).isZero();
    assertThat(project.reports().resolve("comparisons/a--b/comparison.csv")).exists();
  }

  @ParameterizedTest
  @CsvSource({"a, b, 3", "b, a, 0", "a, a, 0"})
  void failsOnSlowerIfAsked(String base, String fresh, int code) {
    assertThat(project.fanout("compare", "--fail-on-slower", base, fresh)).isEqualTo(code);
  }

  @Test
  void comparesABaselineWithTheLatestRun() {
    assertThat(project.fanout("baseline", "save", "main", "a")).isZero();
    assertThat(project.fanout("compare", "--baseline", "main")).isZero();
    assertThat(project.out()).contains("b against main");
    assertThat(project.reports().resolve("comparisons/main--b/index.html")).exists();
  }

  /** Else the second comparison would replace the first. */
  @Test
  void runsOfTheSameNamesHaveComparisonsOfTheirOwn() throws IOException {
    assertThat(project.fanout("baseline", "save", "b", "a")).isZero();
    assertThat(project.fanout("compare", "b", "a")).isZero();
    assertThat(project.fanout("compare", "--baseline", "b", "a")).isZero();
    assertThat(project.out()).contains("comparisons/b--a-2/index.html");
    assertThat(project.fanout("compare", "b", "a")).isZero();
    assertThat(project.out()).contains("comparisons/b--a/index.html");
    Path comparisons = project.reports().resolve("comparisons");
    assertThat(comparisons.resolve("b--a/comparison.csv")).content().contains(",faster,");
    assertThat(comparisons.resolve("b--a-2/comparison.csv")).content().doesNotContain(",faster,");
    assertThat(comparisons.resolve("b--a-2/compared.txt"))
        .hasContent(
            "%s, run a%n%s, run a%n"
                .formatted(project.reports().resolve("baselines/b"), project.run("a").path()));
    assertThat(comparisons).isDirectoryNotContaining("glob:**/b--a-3");
  }

  @Test
  void writesNothingThroughALink(@TempDir Path elsewhere) throws IOException {
    Path comparisons = Files.createDirectory(project.reports().resolve("comparisons"));
    Files.createSymbolicLink(comparisons.resolve("a--b"), elsewhere);
    assertThat(project.fanout("compare", "a", "b")).isEqualTo(1);
    assertThat(project.err()).contains("it is a symbolic link");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void leavesNoNoteOfAComparisonThatCannotBeWritten() throws IOException {
    Path folder = project.reports().resolve("comparisons/a--b");
    Files.createDirectories(folder.resolve("index.html"));
    assertThat(project.fanout("compare", "a", "b")).isEqualTo(1);
    assertThat(folder.resolve("compared.txt")).doesNotExist();
  }

  @Test
  void ofThreeShotsAgainstThreeItTellsNothing() throws IOException {
    project.measured("c", 3_000, 3_001, 3_002);
    project.measured("d", 9_000, 9_001, 9_002);
    assertThat(project.fanout("compare", "--fail-on-slower", "c", "d")).isZero();
    assertThat(project.out()).contains("1 too few shots to tell.");
    assertThat(project.reports().resolve("comparisons/c--d/comparison.csv"))
        .content()
        .contains(",6000.000,,,199.9334,,too few shots to tell,");
  }

  @Test
  void refusesOtherWork() throws IOException {
    project.measured("c", 200, "25", 2, SLOWER);
    refuses("a and c cannot be compared: delay 3000 ms against 200 ms.", "compare", "a", "c");
    assertThat(project.reports().resolve("comparisons")).doesNotExist();
  }

  @Test
  void comparesAcrossJdksAndMachinesOnlyIfAsked() throws IOException {
    project.measured("c", 3_000, "26", 4, SLOWER);
    refuses(
        "a and c cannot be compared: JDK 25 against 26; cores 2 against 4."
            + " Give --across-jdks and --across-machines to compare all the same.",
        "compare",
        "a",
        "c");
    refuses(
        "a and c cannot be compared: cores 2 against 4."
            + " Give --across-machines to compare all the same.",
        "compare",
        "--across-jdks",
        "a",
        "c");
    assertThat(project.fanout("compare", "--across-jdks", "--across-machines", "a", "c")).isZero();
    assertThat(project.out()).contains("Differs: JDK 25 against 26.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      textBlock =
          """
          compare a;                       Two runs are compared: name both
          compare a nowhere;               There is no run 'nowhere'
          compare a reference/x;           There is no run 'reference/x'
          compare a b c;                   Unmatched argument
          compare --baseline main a;       There is no baseline 'main'
          compare --baseline ../runs/a b;  '../runs/a' is not a name for a baseline
          """)
  void refusesWhatIsNotThere(String command, String message) {
    refuses(message, command.split(" ", -1));
  }

  @Test
  void aBaselineIsComparedWithOneRun() {
    assertThat(project.fanout("baseline", "save", "main", "a")).isZero();
    refuses("one run is named, not two: a and b.", "compare", "--baseline", "main", "a", "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shots.csv", "environment.json"})
  void refusesAFolderThatLacksAFile(String file) throws IOException {
    RunFolder cut = project.measured("cut", BEFORE);
    Files.delete(cut.path().resolve(file));
    refuses("is not a run's folder: it has no " + file, "compare", "a", "cut");
  }

  @Test
  void refusesAnEnvironmentCutShortWhereverThatIs() throws IOException {
    RunFolder cut = project.measured("cut", BEFORE);
    String whole = Files.readString(cut.environment());
    for (int length = 0; length < whole.lastIndexOf('}'); length += 37) {
      Files.writeString(cut.environment(), whole.substring(0, length));
      refuses("environment.json", "compare", "a", "cut");
    }
  }

  @Test
  void refusesAMachineThatIsKnownByHalf() throws IOException {
    RunFolder cut = project.measured("cut", BEFORE);
    Files.writeString(
        cut.environment(), Files.readString(cut.environment()).replace("\"cores\"", "\"core\""));
    refuses("environment.json: machine.cores is missing", "compare", "a", "cut");
  }

  @Test
  void refusesACsvThatLacksAColumn() throws IOException {
    RunFolder cut = project.measured("cut", BEFORE);
    Files.writeString(cut.shots(), Files.readString(cut.shots()).replace("elapsed_ms", "elapsed"));
    refuses("shots.csv has no column elapsed_ms", "compare", "a", "cut");
  }

  @Test
  void saysInASentenceWhereItCannotWrite() throws IOException {
    Path comparisons = Files.createFile(project.reports().resolve("comparisons"));
    assertThat(project.fanout("compare", "a", "b")).isEqualTo(1);
    assertThat(project.err())
        .startsWith("fanout: " + comparisons)
        .contains("cannot be read or written");
    assertThat(project.err().lines()).hasSize(1);
  }

  private void refuses(String message, String... arguments) {
    assertThat(project.fanout(arguments)).isEqualTo(2);
    assertThat(project.err()).startsWith("fanout: ").contains(message);
    assertThat(project.err().lines()).hasSize(1);
    assertThat(project.out()).isEmpty();
  }
}
