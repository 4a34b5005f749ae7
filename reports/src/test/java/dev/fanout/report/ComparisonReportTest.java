package dev.fanout.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.compare.ComparedRun;
import dev.fanout.report.compare.Comparison;
import dev.fanout.report.compare.NotComparableException;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Commit;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.Environment.Plan;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every file of a comparison against a golden one.
 *
 * <p>Run with {@code -Dgolden.update=true} to write the golden files again; then read the diff.
 */
class ComparisonReportTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/comparison");

  @TempDir static Path temporary;

  @BeforeAll
  static void writeReports() throws Exception {
    ComparisonReport.write(comparison(), temporary, "main and another");
  }

  @ParameterizedTest
  @ValueSource(strings = {"comparison.csv", "index.html"})
  void isAsTheGoldenOne(String name) throws IOException {
    isGolden(name, Files.readString(temporary.resolve(name)));
  }

  @Test
  void theConsoleIsAsTheGoldenOne() throws Exception {
    isGolden("console.txt", ComparisonReport.console(comparison()));
  }

  @Test
  void thePageHasARowPerCaseAndAsksForNothingElse() throws Exception {
    Document page = Jsoup.parse(temporary.resolve("index.html"));
    assertThat(page.select("tbody").getFirst().select("tr")).hasSameSizeAs(comparison().changes());
    assertThat(page.select(".verdict").eachText())
        .containsExactly(
            "too few shots to tell",
            "faster",
            "too few shots to tell",
            "slower",
            "no change",
            "too few shots to tell");
    assertThat(page.select("script, link, img, iframe, [src], [href]")).isEmpty();
  }

  @Test
  void theDrawingKeepsTheOrderOfTheFigures() throws Exception {
    Element slower = Jsoup.parse(temporary.resolve("index.html")).select("tr.slower").getFirst();
    double point = Double.parseDouble(slower.select("circle").attr("cx"));
    String[] line = slower.select("path[stroke-width=4]").attr("d").split("[MH ]+", -1);
    assertThat(Double.parseDouble(line[1])).isPositive().isLessThanOrEqualTo(point);
    assertThat(Double.parseDouble(line[3])).isGreaterThanOrEqualTo(point);
  }

  @Test
  void thePageShowsNamesAndRunsNone() throws Exception {
    String evil = "</title><script>alert(1)</script>\"'`{{base}}";
    Case measured = new Case(evil, evil, evil, 8, null, 8, evil, 100, 3_000);
    Environment sample = Samples.environment(Outcome.COMPLETE);
    var run =
        new ComparedRun(
            evil, sample, List.of(Samples.shot(measured, Temperature.COLD, 1, 3_000, 3_100)));
    Path folder = Files.createDirectory(temporary.resolve("evil"));
    ComparisonReport.write(Comparison.of(run, run, Set.of()), folder, "evil and evil");
    Document page = Jsoup.parse(folder.resolve("index.html"));
    assertThat(page.select("script")).isEmpty();
    assertThat(page.title()).isEqualTo(evil + " against " + evil);
    assertThat(page.select("tbody th").getFirst().text()).contains(evil);
  }

  /** One case for each verdict, one of one shot each, and one that only one of the two has. */
  private static Comparison comparison() throws NotComparableException {
    Environment base = Samples.environment(Outcome.COMPLETE);
    Environment fresh =
        new Environment(
            "2026-01-03T03-04-05Z",
            base.startedAt(),
            base.endedAt(),
            Outcome.INTERRUPTED,
            base.machine(),
            base.jdk(),
            base.libraries(),
            new Commit("89abcdef0123456789abcdef0123456789abcdef", false),
            base.command(),
            base.server(),
            new Plan(
                "tutorial",
                100,
                3_000,
                1L,
                Collections.nCopies(27, base.plan().shots().getFirst())));
    return Comparison.of(
        new ComparedRun("main", base, shots(new Random(7), 0, 0, Samples.CHUNKED)),
        new ComparedRun(
            "2026-01-03T03-04-05Z", fresh, shots(new Random(8), 90, -60, Samples.SERIAL)),
        Set.of());
  }

  private static List<Shot> shots(Random random, double cold, double warm, Case single) {
    var shots = new ArrayList<Shot>();
    for (int round = 1; round <= 8; round++) {
      shots.add(fired(random, Samples.VIRTUAL, Temperature.COLD, round, 3_250 + cold, 40));
      shots.add(fired(random, Samples.VIRTUAL, Temperature.WARM, round, 3_020, 2));
      shots.add(fired(random, Samples.FUTURE, Temperature.COLD, round, 3_240 + warm, 30));
    }
    shots.add(fired(random, Samples.FUTURE, Temperature.WARM, 1, 3_030, 2));
    shots.add(fired(random, single, Temperature.COLD, 1, 300_400, 20));
    return shots;
  }

  private static Shot fired(
      Random random, Case measured, Temperature temperature, int round, double ms, double spread) {
    double floor = ms < 4_000 ? 3_000 : 300_000;
    return Samples.shot(
        measured, temperature, round, floor, ms + Math.rint(spread * random.nextGaussian()) / 2);
  }

  private static void isGolden(String name, String actual) throws IOException {
    Path golden = GOLDEN.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(golden));
  }
}
