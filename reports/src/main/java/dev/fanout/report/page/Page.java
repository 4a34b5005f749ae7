package dev.fanout.report.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Mustache;
import dev.fanout.report.chart.Chart;
import dev.fanout.report.chart.Charts;
import dev.fanout.report.chart.Drawing.Timeline;
import dev.fanout.report.chart.ECharts;
import dev.fanout.report.file.Resource;
import dev.fanout.report.measurement.Finding;
import dev.fanout.report.summary.Results;
import dev.fanout.report.text.EnvironmentText;
import dev.fanout.report.text.EnvironmentText.Fact;
import dev.fanout.report.text.TextTable;
import dev.fanout.report.text.Verdict;
import dev.fanout.report.text.WorkText;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.view.TuningTable;
import dev.fanout.report.tuning.view.TuningText;
import java.io.StringReader;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * index.html: verdict, findings, charts and tables in one file that needs no network.
 *
 * <p>Mustache escapes whatever it fills in; only style sheet, scripts and the charts' JSON go in as
 * they are. The page's security policy allows the scripts of this page and nothing else, by their
 * hashes.
 */
public final class Page {
  private Page() {}

  /** What the template asks for, by the same names. */
  private record Content(
      String policy,
      String css,
      String title,
      String runId,
      List<String> verdict,
      String outcome,
      String where,
      boolean hasFindings,
      List<Finding> findings,
      List<Section> claims,
      List<ChartSection> charts,
      List<Section> sizes,
      List<Section> cases,
      List<Section> failures,
      List<Fact> facts,
      String json,
      List<String> scripts) {}

  /**
   * A table with its heading.
   *
   * @param style of its last column: {@code text} where that holds sentences
   */
  private record Section(
      String id,
      String title,
      String caption,
      String style,
      List<String> header,
      List<TableRow> rows) {}

  /**
   * A chart's place in the page, and its table.
   *
   * @param hasPanels whether the reader can choose one of its panels
   */
  private record ChartSection(Chart chart, boolean hasPanels, List<TableRow> rows) {}

  /** A row of a table: what it is about, and the rest of it. */
  private record TableRow(String name, List<String> cells) {
    static List<TableRow> of(List<List<String>> rows) {
      return rows.stream()
          .map(row -> new TableRow(row.getFirst(), row.subList(1, row.size())))
          .toList();
    }
  }

  /** The whole file. */
  public static String of(Results results, List<Chart> charts) {
    return Mustache.compiler()
        .withLoader(name -> new StringReader(Resource.text(Page.class, name + ".mustache")))
        .compile(Resource.text(Page.class, "page.mustache"))
        .execute(content(results, charts));
  }

  private static Content content(Results results, List<Chart> charts) {
    List<String> scripts =
        List.of(ECharts.library(), ECharts.drawings(), Resource.text(Page.class, "page.js"));
    var environment = results.environment();
    Tuning tuning = results.tuning();
    return new Content(
        policy(scripts),
        Resource.text(Page.class, "page.css"),
        WorkText.planned(environment.plan()),
        environment.runId(),
        tuning == null ? Verdict.of(results.summaries()) : TuningText.sentences(tuning),
        ReportMarkdown.outcome(results),
        EnvironmentText.inOneLine(environment),
        !results.findings().isEmpty(),
        results.findings(),
        section(
            "claims",
            "Published figures",
            "What tutorials published, and what was measured here.",
            "text",
            ReportTables.claims(results)),
        charts.stream()
            .map(
                chart ->
                    new ChartSection(
                        chart,
                        chart.drawing() instanceof Timeline,
                        TableRow.of(chart.table().rows())))
            .toList(),
        tuning == null
            ? List.of()
            : List.of(
                table(
                    "sizes",
                    "All sizes",
                    "Prediction beside measurement, for each size that was tried.",
                    "figures",
                    TuningTable.of(tuning))),
        List.of(
            table(
                "cases",
                "All cases",
                "Median and spread of the valid shots of each case.",
                "figures",
                ReportTables.cases(results))),
        section(
            "failures",
            "Failed shots",
            "Shots that do not count, and why; none of them is in any figure above.",
            "text",
            ReportTables.failures(results)),
        EnvironmentText.facts(environment, ""),
        Charts.json(charts),
        scripts);
  }

  /** A section, unless the table has no row. */
  private static List<Section> section(
      String id, String title, String caption, String style, TextTable<?> table) {
    return table.rows().isEmpty() ? List.of() : List.of(table(id, title, caption, style, table));
  }

  private static Section table(
      String id, String title, String caption, String style, TextTable<?> table) {
    return new Section(id, title, caption, style, table.header(), TableRow.of(table.cells()));
  }

  /** A content security policy: the given scripts, styles of the page itself, and nothing else. */
  private static String policy(List<String> scripts) {
    return "default-src 'none'; style-src 'unsafe-inline'; script-src "
        + scripts.stream().map(Page::hash).collect(Collectors.joining(" "));
  }

  private static String hash(String script) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(UTF_8));
      return "'sha256-%s'".formatted(Base64.getEncoder().encodeToString(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
