package dev.fanout.report.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fanout.report.MadeUpBehaviours;
import dev.fanout.report.MadeUpRuns;
import dev.fanout.report.MadeUpTunings;
import dev.fanout.report.RunReport;
import dev.fanout.report.Samples;
import dev.fanout.report.behaviour.Behaviour;
import dev.fanout.report.behaviour.Group;
import dev.fanout.report.behaviour.Observations;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.report.behaviour.Verdict;
import dev.fanout.report.behaviour.view.BehaviourText;
import dev.fanout.report.chart.Chart;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Plan;
import dev.fanout.report.measurement.Environment.PlannedShot;
import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.PlainText;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.summary.Results;
import dev.fanout.report.text.Choices;
import dev.fanout.report.text.TextTable;
import dev.fanout.report.tuning.TunedSize;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.view.TuningTable;
import dev.fanout.report.tuning.view.TuningText;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PageTest {
  @Test
  void hasASectionWithItsTableForEachChart() {
    Results results = MadeUpRuns.small();
    Document page = page(results);
    List<Chart> charts = RunReport.charts(results);
    assertThat(page.select("section.chart").eachAttr("id"))
        .containsExactlyElementsOf(charts.stream().map(Chart::id).toList());
    for (Chart chart : charts) {
      Element section = page.expectFirst("#" + chart.id());
      assertThat(section.select("h2").text()).isEqualTo(chart.title());
      assertThat(section.select("[role=img]").attr("aria-labelledby"))
          .isEqualTo(section.select("h2").attr("id"));
      assertThat(section.select("details caption")).hasSize(1);
      assertThat(section.select("details thead th[scope=col]").eachText())
          .isEqualTo(chart.table().header());
      assertThat(section.select("details tbody tr")).hasSameSizeAs(chart.table().rows());
      assertThat(section.select("details tbody th[scope=row]")).hasSameSizeAs(chart.table().rows());
    }
  }

  @Test
  void leadsWithTheVerdictAndNamesWhatFailed() {
    Document page = page(MadeUpRuns.small());
    assertThat(page.select("h1").text()).isEqualTo("100 requests of 3 s");
    assertThat(page.expectFirst(".verdict p").text())
        .startsWith("virtual-threads, warm, finished 100 requests in 3.021 s");
    assertThat(page.select(".outcome").text())
        .startsWith(
            "environment.json says that the run is complete, but shots.csv does not: 9 of 10");
    assertThat(page.select("#failures tbody tr")).hasSize(2);
    assertThat(page.select("#failures").text()).contains("\"worker 2\" | died:\\nout of luck");
  }

  @Test
  void showsWhatToTakeThenWarningsThenTheMainChartAndNotesFoldedBelowTheCharts() {
    Results costs = MadeUpRuns.costs();
    var results =
        new Results(
            costs.environment(),
            costs.shots(),
            costs.requests(),
            costs.summaries(),
            costs.missing(),
            costs.claims(),
            List.of(
                new Finding("a", Severity.WARNING, "a case", "Says.", "Means.", "Advice."),
                new Finding("b", Severity.NOTE, "the run", "Says.", "Means.", "Advice.")),
            null);
    Document page = page(results);
    assertThat(page.select("main > *").eachAttr("id"))
        .startsWith("choices", "findings", "time-and-cost", "wall-time")
        .endsWith("memory-per-request", "peak-rss-kb", "notes", "cases", "where");
    assertThat(page.select("#choices tbody tr"))
        .extracting(row -> row.select("th, td").eachText())
        .isEqualTo(Choices.of(results).cells());
    assertThat(page.select("#findings > ul > li.warning")).hasSize(1);
    assertThat(page.select("#notes > details:not([open]) li.note")).hasSize(1);
    assertThat(page.select("nav a").eachText())
        .startsWith("Time and cost", "Time", "Speed-up")
        .endsWith("CPU", "Memory per request", "Memory", "Findings", "Cases", "Environment");
  }

  @Test
  void keepsTheAddressOfFindingsWhereThereAreOnlyNotes() {
    assertThat(page(MadeUpRuns.hostile()).select("#findings > ul li")).hasSize(1);
    Results small = MadeUpRuns.small();
    var results =
        new Results(
            small.environment(),
            small.shots(),
            small.requests(),
            small.summaries(),
            small.missing(),
            small.claims(),
            List.of(new Finding("b", Severity.NOTE, "the run", "Says.", "Means.", "Advice.")),
            null);
    assertThat(page(results).select("#findings > details li")).hasSize(1);
  }

  @Test
  void saysWhatWasToBeDoneWithWhatDelays() {
    Results small = MadeUpRuns.small();
    Environment sample = small.environment();
    Plan plan = sample.plan();
    Case drawn = Samples.at(Samples.VIRTUAL, "session", "uniform:1s..5s", null, null);
    var environment =
        new Environment(
            sample.runId(),
            sample.startedAt(),
            sample.endedAt(),
            sample.outcome(),
            sample.machine(),
            sample.jdk(),
            sample.libraries(),
            sample.commit(),
            sample.command(),
            sample.server(),
            new Plan(
                plan.preset(),
                100,
                3_000,
                42L,
                List.of(new PlannedShot(drawn, Temperature.COLD, 1, 4_900.0))));
    var results =
        new Results(
            environment, List.of(), Map.of(), List.of(), List.of(), List.of(), List.of(), null);
    Document page = page(results);
    assertThat(page.select("h1").text())
        .isEqualTo("100 requests of uniform:1s..5s, workload session");
    assertThat(page.select(".facts dt").eachText()).contains("Order of shots");
    assertThat(ReportMarkdown.of(results, Map.of()))
        .startsWith("# 100 requests of uniform:1s..5s, workload session, preset tutorial\n")
        .contains("- Order of shots: shuffled and delays drawn with seed 42\n");
  }

  @Test
  void ofASearchLeadsWithTheAdviceAndShowsEverySize() {
    Tuning tuning = MadeUpTunings.pool();
    Document page = page(MadeUpRuns.tuning(tuning));
    assertThat(page.select(".verdict p").eachText()).isEqualTo(TuningText.sentences(tuning));
    assertThat(page.select("main > section[id]").eachAttr("id"))
        .startsWith("tuning", "sizes", "snippets", "timeline");
    TextTable<TunedSize> table = TuningTable.of(tuning);
    assertThat(page.select("#sizes thead th").eachText()).isEqualTo(table.header());
    assertThat(page.select("#sizes tbody tr"))
        .extracting(row -> row.select("th, td").eachText())
        .isEqualTo(table.cells());
    assertThat(page.select("nav a").eachAttr("href")).contains("#sizes");
    assertThat(page.select("footer a").eachAttr("href"))
        .endsWith("tuning.md", "tuning.csv", "tuning.json");
  }

  @Test
  void ofASearchThatFailedLeadsWithWhy() {
    Tuning tuning = MadeUpTunings.with("/advice", null, "/trouble", MadeUpRuns.HOSTILE);
    Document page = page(MadeUpRuns.tuning(tuning));
    assertThat(page.expectFirst(".verdict p").wholeText())
        .isEqualTo(TuningText.console(tuning).getFirst())
        .contains("</script>");
    assertThat(page.select("img")).isEmpty();
    assertThat(page.select("#sizes tbody tr")).hasSize(7);
  }

  @Test
  void ofBehaviourShowsAMarkAndAWordForEachModelAndGroupAndASectionForEachGroup() {
    Observations observed = MadeUpBehaviours.all();
    Document page = page(MadeUpBehaviours.results(observed));
    List<String> groups = Arrays.stream(Group.values()).map(Group::key).toList();
    assertThat(page.select("h1").text()).isEqualTo(BehaviourText.TITLE);
    assertThat(page.select(".verdict p").eachText()).isEqualTo(BehaviourText.sentences(observed));
    assertThat(page.select("main > section[id]").eachAttr("id"))
        .startsWith("overview")
        .containsAll(groups)
        .endsWith("where");
    assertThat(page.select("#overview tbody th").eachText()).isEqualTo(observed.models());
    assertThat(page.select("#overview tr:contains(serial) td").eachText())
        .containsExactly(
            "✓ right",
            "✓ right",
            "– not offered",
            "✓ right",
            "✓ right",
            "∞ hung 0 of 6",
            "– not offered",
            "– not offered",
            "✓ right",
            "✓ right",
            "✓ right",
            "✓ right");
    assertThat(page.select("#overview thead a").eachAttr("href"))
        .isEqualTo(groups.stream().map(group -> "#" + group).toList());
    assertThat(page.select("#race details:not([open]) tbody tr")).hasSize(23);
    assertThat(page.select("#race").text()).contains("Not offered by: serial (race-thousand),");
    assertThat(page.select("#deadline details")).isEmpty();
    assertThat(page.select("#deadline tbody tr")).hasSize(3);
    assertThat(page.select("#partial-failure code").eachText())
        .contains("future.resultNow() | \"half\" <b>");
    assertThat(page.select("nav a").eachAttr("href"))
        .allSatisfy(target -> assertThat(page.select(target)).hasSize(1));
    assertThat(page.select("#choices, #cases, .words, section.chart")).isEmpty();
    assertThat(page.select("footer a").eachAttr("href")).contains("behaviour.csv");
  }

  @Test
  void ofBehaviourShowsHostileTextAsText() {
    String text = MadeUpRuns.HOSTILE;
    var hostile =
        new Behaviour(text, text, null, Scenario.CANCEL, Verdict.WRONG, text, text, Map.of());
    Document page = page(MadeUpBehaviours.results(new Observations(List.of(hostile))));
    assertThat(page.select("img")).isEmpty();
    assertThat(page.expectFirst("#cancel code:not(ul code)").wholeText())
        .isEqualTo(PlainText.of(text));
    assertThat(page.expectFirst("#overview tbody th").wholeText()).isEqualTo(hostile.label());
  }

  @Test
  void leavesOutWhatTheRunHasNot() {
    Document page = page(MadeUpRuns.sizes());
    assertThat(page.select("#findings, #claims, #failures, #speedup, #sizes")).isEmpty();
    assertThat(page.select("nav a").eachAttr("href"))
        .allSatisfy(target -> assertThat(page.select(target)).hasSize(1));
  }

  @Test
  void showsHostileTextAsText() throws IOException {
    assertIsShownAsText(MadeUpRuns.HOSTILE);
  }

  @Test
  void showsAnyTextAsText() throws IOException {
    var random = new Random(20_261_121);
    List<String> parts =
        List.of(
            "<",
            "</",
            "<!--",
            "-->",
            "script>",
            "&",
            "&lt;",
            "\"",
            "'",
            "`",
            "=",
            "{{",
            "}}",
            "{{{json}}}",
            "\\",
            "\\u003c",
            "\u2028",
            "\u2029",
            "\ud83d\ude80",
            "\n",
            "$1",
            " on ");
    for (int i = 0; i < 40; i++) {
      assertIsShownAsText(
          "x"
              + random
                  .ints(1 + random.nextInt(20), 0, parts.size())
                  .mapToObj(parts::get)
                  .collect(Collectors.joining())
              + "x");
    }
  }

  private static void assertIsShownAsText(String text) throws IOException {
    Document page = page(MadeUpRuns.hostile(text));
    assertThat(page.select("img")).isEmpty();
    assertThat(page.select("script")).hasSize(4);
    assertThat(page.expectFirst("#findings .subject").wholeText()).isEqualTo(text + ":");
    assertThat(page.expectFirst("#failures td:last-child").wholeText())
        .isEqualTo(PlainText.of(text));
    assertThat(page.expectFirst("#claims td:last-child").wholeText()).isEqualTo(text);
    JsonNode charts = new JsonMapper().readTree(page.expectFirst("#chart-data").data());
    assertThat(charts.findValuesAsText("status")).containsExactly(PlainText.of(text));
  }

  @Test
  void isThereEvenIfNothingCame() {
    Document page = page(MadeUpRuns.empty());
    assertThat(page.select("section.chart")).isEmpty();
    assertThat(page.select(".verdict").text()).startsWith("No case has a valid shot");
  }

  @Test
  void asksForNothingFromElsewhere() {
    Document page = page(MadeUpRuns.small());
    assertThat(page.select("[src], link")).isEmpty();
    assertThat(page.select("a[href]:not([href^=#])").eachAttr("href"))
        .containsExactly(
            "summary.csv",
            "shots.csv",
            "requests.csv",
            "findings.csv",
            "claims.csv",
            "environment.json");
  }

  @Test
  void staysSmallWithAHundredThousandRequests() {
    Results results = MadeUpRuns.large();
    assertThat(results.requests().values().stream().mapToInt(List::size).sum()).isEqualTo(100_000);
    String page = Page.of(results, RunReport.charts(results));
    assertThat(page.getBytes(UTF_8)).hasSizeLessThan(8 * 1024 * 1024);
    assertThat(page).contains("one lane of every 17 is shown");
  }

  private static Document page(Results results) {
    return Jsoup.parse(Page.of(results, RunReport.charts(results)));
  }
}
