package dev.fanout.report;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.report.csv.RequestsCsv;
import dev.fanout.report.csv.ShotsCsv;
import dev.fanout.report.measurement.EnvironmentFile;
import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.UnreadableRunException;
import dev.fanout.report.page.Page;
import dev.fanout.report.page.ReportMarkdown;
import dev.fanout.report.summary.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports of runs whose requests arrive one by one, against golden ones. */
class StreamReportTest {
  @TempDir Path folder;

  private static Results madeUp(String run) {
    return run.equals("rates") ? MadeUpStreams.rates() : MadeUpStreams.stall();
  }

  private RunFolder written(Results results) throws IOException {
    var run = new RunFolder(folder);
    EnvironmentFile.write(run.environment(), results.environment());
    RequestsCsv.create(run.requests());
    ShotsCsv.create(run.shots());
    for (Shot shot : results.shots()) {
      RequestsCsv.append(run.requests(), shot, requireNonNull(results.requests().get(shot)));
      ShotsCsv.append(run.shots(), shot);
    }
    return run;
  }

  @ParameterizedTest
  @ValueSource(strings = {"rates", "stall"})
  void areThoseOfTheFilesAndSayNothingOfWallTimes(String name) throws IOException {
    Results results = RunReport.read(written(madeUp(name)));
    assertThat(
            List.copyOf(results.requests().values())
                .equals(List.copyOf(madeUp(name).requests().values())))
        .as("requests with their intended moments are read as they were written")
        .isTrue();

    var titles = new LinkedHashMap<String, String>();
    RunReport.charts(results).forEach(chart -> titles.put(chart.id(), chart.title()));
    String markdown = ReportMarkdown.of(results, titles);
    isGolden(name + ".md", markdown);
    isGolden(name + ".txt", RunReport.console(results));
    String page = Jsoup.parse(Page.of(results, RunReport.charts(results))).body().text();
    assertThat(List.of(markdown, RunReport.console(results), page))
        .allSatisfy(text -> assertThat(text).doesNotContainIgnoringCase("wall time"))
        .allSatisfy(text -> assertThat(text).contains("is left out as warm-up"));
  }

  private static void isGolden(String name, String actual) throws IOException {
    Path golden = Path.of("src/test/resources/golden/stream", name);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(golden));
  }

  @Test
  void sayHowLargeAPoolWouldKeepUpAndHowLongAStreamWouldTellThePercentile() {
    Map<String, List<Finding>> findings =
        MadeUpStreams.rates().findings().stream().collect(groupingBy(Finding::id));
    assertThat(findings.get("grows-without-end"))
        .extracting(Finding::advice)
        .containsExactly(
            "By Little's law, 320/s x 50.0 ms = 16 requests are being served at once, on average:"
                + " allow 17 or more.",
            "By Little's law, 240/s x 50.0 ms = 12 requests are being served at once, on average:"
                + " allow 13 or more.");
    Finding few = requireNonNull(findings.get("few-requests")).getFirst();
    assertThat(few.means()).contains("p99 takes 1,000 requests and p99.9 takes 10,000 requests");
    assertThat(few.advice())
        .matches("Let the stream of [0-9.]+/s last: 1[345] s for p99, 2 min .* for p99.9.");
    assertThat(findings).doesNotContainKeys("spread-too-large", "hidden-cap", "server-limit");
    assertThat(findings.get("one-draw"))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.advice()).contains("--seed 43"));
  }

  @Test
  void leaveTheArrivalsOutOfTheNamesWhereAllCasesShareThem() {
    assertThat(RunReport.console(MadeUpStreams.rates()))
        .contains("virtual-threads 10, poisson:320/s, warm");
    assertThat(RunReport.console(MadeUpStreams.stall()))
        .contains("fixed-thread-pool 20, warm")
        .doesNotContain("fixed-thread-pool 20, 200/s");
  }

  @Test
  void haveTheHighestRateFirst() {
    assertThat(MadeUpStreams.rates().summaries())
        .extracting(Summary::measured)
        .extracting(each -> each.value(Parameter.ARRIVALS))
        .startsWith("poisson:320/s")
        .endsWith("poisson:80/s");
  }

  @Test
  void areNotComparedByTheirWallTimes() throws IOException {
    RunFolder run = written(MadeUpStreams.stall());
    assertThatThrownBy(() -> ComparisonReport.read("one", run))
        .isInstanceOf(UnreadableRunException.class)
        .hasMessageContaining("has streams of arrivals")
        .hasMessageContaining("only batches are compared");
  }

  /** As a run that was written before there were streams has them. */
  @Test
  void needNoColumnsOfStreamsInFilesOfBatches() throws IOException {
    RunFolder run = new RunFolder(folder);
    RequestsCsv.create(run.requests());
    ShotsCsv.create(run.shots());
    List<Shot> shots = Samples.shots();
    for (Shot shot : shots) {
      RequestsCsv.append(run.requests(), shot, Samples.requests(shot));
      ShotsCsv.append(run.shots(), shot);
    }
    withoutColumnsFrom("arrivals", run.shots());
    withoutColumnsFrom("arrivals", run.requests());
    assertThat(ShotsCsv.read(run.shots())).isEqualTo(shots);
    assertThat(RequestsCsv.read(run.requests(), shots).get(shots.getFirst()))
        .isEqualTo(Samples.requests(shots.getFirst()));
  }

  private static void withoutColumnsFrom(String column, Path file) throws IOException {
    String text = Files.readString(file);
    String header = text.substring(0, text.indexOf('\n'));
    int last = header.substring(0, header.indexOf("," + column)).split(",", -1).length;
    int columns = header.split(",", -1).length;
    StringBuilder kept = new StringBuilder();
    for (String line :
        text.split("(?<=\n)(?=" + Samples.RUN_ID + "|run_id)", -1)) { // a cell has a line feed
      String rest = line.stripTrailing();
      for (int i = last; i < columns; i++) {
        rest = rest.substring(0, rest.lastIndexOf(','));
      }
      kept.append(rest).append("\r\n");
    }
    Files.writeString(file, kept.toString());
  }
}
