package dev.fanout.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.report.behaviour.Behaviour;
import dev.fanout.report.csv.BehaviourCsv;
import dev.fanout.report.csv.RequestsCsv;
import dev.fanout.report.csv.ShotsCsv;
import dev.fanout.report.measurement.EnvironmentFile;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.UnreadableRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that observed what models do, and fired no shot. */
class BehaviourReportTest {
  private static final List<Behaviour> ROWS = MadeUpBehaviours.all().rows();

  @TempDir Path folder = Path.of("");
  private RunFolder run = new RunFolder(folder);

  @BeforeEach
  void observe() throws IOException {
    run = new RunFolder(Files.createDirectory(folder.resolve("run")));
    EnvironmentFile.write(
        run.environment(), MadeUpBehaviours.results(MadeUpBehaviours.all()).environment());
    ShotsCsv.create(run.shots());
    RequestsCsv.create(run.requests());
    BehaviourCsv.create(run.behaviour());
    for (Behaviour row : ROWS) {
      BehaviourCsv.append(run.behaviour(), row);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"behaviour.csv", "report.md"})
  void isAsTheGoldenOne(String name) throws IOException {
    RunReport.write(RunReport.read(run), run);
    Golden.is("behaviour/" + name, Files.readString(run.path().resolve(name)));
  }

  @Test
  void theConsoleIsAsTheGoldenOne() throws IOException {
    String console = RunReport.console(RunReport.read(run));
    Golden.is("behaviour/console.txt", console);
    assertThat(console.lines().filter(line -> line.contains(" ✓ ")))
        .hasSize(5)
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
  }

  @Test
  void readsTheRowsThatItWrote() throws IOException {
    assertThat(BehaviourCsv.read(run.behaviour())).isEqualTo(ROWS);
  }

  @Test
  void leavesOutWhatOnlyShotsHave() throws IOException {
    RunReport.write(RunReport.read(run), run);
    for (Path file : List.of(run.report(), run.page())) {
      assertThat(file)
          .content()
          .doesNotContain("Efficiency", "Which of them", "No case has a valid", "Order of shots");
    }
    assertThat(run.charts()).doesNotExist();
    assertThat(run.page()).content().doesNotContain("ECharts").hasSizeLessThan(300_000);
  }

  @Test
  void aRunThatObservedNothingSaysSo() throws IOException {
    Files.delete(run.behaviour());
    BehaviourCsv.create(run.behaviour());
    RunReport.write(RunReport.read(run), run);
    for (Path file : List.of(run.report(), run.page())) {
      assertThat(file).content().contains("Nothing was observed.");
    }
    assertThat(RunReport.console(RunReport.read(run))).startsWith("Nothing was observed.");
  }

  @Test
  void aFileThatIsCutHasItsWholeRowsAndAWarning() throws IOException {
    byte[] content = Files.readAllBytes(run.behaviour());
    Files.write(run.behaviour(), Arrays.copyOf(content, content.length - 10));
    var results = RunReport.read(run);
    assertThat(results.observations())
        .isNotNull()
        .extracting(observed -> observed.rows().size())
        .isEqualTo(ROWS.size() - 1);
    assertThat(RunReport.console(results)).contains("cut-short-file, behaviour.csv");
  }

  @ParameterizedTest
  @CsvSource({
    "',cancel,', ',cancle,', '''cancle'' in column scenario is not a known word'",
    "',wrong,', ',bad,', '''bad'' in column outcome is not a known word'",
    "',304.100,', ',-1.000,', 'returned_ms is -1.0, and must be 0 or more'",
    "',304.100,', ',1e9,', '''1e9'' in column returned_ms is not a number'",
    "'structured-scope,jdk,,one-stalls', 'structured-scope,jdk,,one-reset', "
        + "'structured-scope jdk, one-reset appears twice'",
  })
  void aCellThatCannotBeIsRefusedInASentence(String from, String to, String why)
      throws IOException {
    String content = Files.readString(run.behaviour());
    assertThat(content).contains(from);
    Files.writeString(run.behaviour(), content.replaceFirst(from, to));
    assertThatThrownBy(() -> RunReport.read(run))
        .isInstanceOf(UnreadableRunException.class)
        .hasMessageMatching("behaviour\\.csv, row [0-9]+: .*")
        .hasMessageEndingWith(why);
  }

  @Test
  void aFileWithoutAColumnIsRefused() throws IOException {
    Files.writeString(
        run.behaviour(), Files.readString(run.behaviour()).replaceFirst(",says,", ",said,"));
    assertThatThrownBy(() -> RunReport.read(run)).hasMessage("behaviour.csv has no column says");
  }
}
