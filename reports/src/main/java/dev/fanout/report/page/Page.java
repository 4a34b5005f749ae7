package dev.fanout.report.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Mustache;
import dev.fanout.report.chart.Chart;
import dev.fanout.report.chart.ChartJson;
import dev.fanout.report.chart.ECharts;
import dev.fanout.report.measurement.Results;
import dev.fanout.report.text.CaseNames;
import dev.fanout.report.text.ReportMarkdown;
import dev.fanout.report.text.TuningText;
import dev.fanout.report.text.Verdict;
import dev.fanout.report.tuning.Tuning;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * index.html: verdict, findings, charts and tables in one file that needs no network.
 *
 * <p>Mustache escapes whatever it fills in; only style sheet, scripts and the charts' JSON go in as
 * they are. The page's security policy allows the scripts of this page and nothing else, by their
 * hashes.
 */
public final class Page {
  private Page() {}

  /** The whole file. */
  public static String of(Results results, List<Chart> charts) {
    return Mustache.compiler().compile(resource("page.mustache")).execute(content(results, charts));
  }

  private static Content content(Results results, List<Chart> charts) {
    List<String> scripts = List.of(ECharts.library(), ECharts.drawings(), resource("page.js"));
    var environment = results.environment();
    var names = CaseNames.of(results);
    Tuning tuning = results.tuning();
    return new Content(
        ScriptPolicy.of(scripts),
        resource("page.css"),
        ReportMarkdown.planned(environment.plan()),
        environment.runId(),
        tuning == null ? Verdict.of(results.summaries()) : TuningText.sentences(tuning),
        ReportMarkdown.outcome(results),
        Fact.inOneLine(environment),
        results.findings().stream().map(FindingItem::of).toList(),
        results.claims().stream().map(ClaimRow::of).toList(),
        charts.stream().map(ChartSection::of).toList(),
        tuning == null ? null : CaseTable.of(tuning),
        CaseTable.of(results),
        results.shots().stream()
            .filter(shot -> !shot.valid())
            .map(shot -> FailedShot.of(shot, names))
            .toList(),
        Fact.all(environment),
        ChartJson.of(charts),
        scripts);
  }

  private static String resource(String name) {
    try (InputStream text = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
      return new String(text.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
