package dev.fanout.report.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Mustache;
import dev.fanout.report.behaviour.Observations;
import dev.fanout.report.behaviour.view.BehaviourText;
import dev.fanout.report.behaviour.view.GroupSection;
import dev.fanout.report.behaviour.view.Overview;
import dev.fanout.report.chart.Chart;
import dev.fanout.report.chart.Charts;
import dev.fanout.report.chart.Drawing.Timeline;
import dev.fanout.report.chart.ECharts;
import dev.fanout.report.file.Resource;
import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Switching;
import dev.fanout.report.summary.Results;
import dev.fanout.report.switching.SwitchTables;
import dev.fanout.report.switching.SwitchText;
import dev.fanout.report.text.Choices;
import dev.fanout.report.text.EnvironmentText;
import dev.fanout.report.text.EnvironmentText.Fact;
import dev.fanout.report.text.Figures;
import dev.fanout.report.text.FloorText;
import dev.fanout.report.text.StreamTable;
import dev.fanout.report.text.TextTable;
import dev.fanout.report.text.Verdict;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.view.Snippet;
import dev.fanout.report.tuning.view.TuningTable;
import dev.fanout.report.tuning.view.TuningText;
import java.io.StringReader;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * index.html: verdict, choices, warnings, charts, notes and tables in one file that needs no
 * network.
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
      List<Section> choices,
      List<BehaviourView> behaviour,
      List<FindingList> warnings,
      List<Link> contents,
      List<ChartSection> mainChart,
      List<Section> sizes,
      List<SnippetList> snippets,
      List<ChartSection> charts,
      List<FindingList> notes,
      List<Section> claims,
      List<Section> cases,
      List<String> floor,
      List<WordList> words,
      List<Section> failures,
      List<Fact> facts,
      boolean ofShots,
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
      List<TableRow> rows) {
    Link link() {
      return new Link(id, title);
    }
  }

  /**
   * A chart's place in the page, and its table.
   *
   * @param hasPanels whether the reader can choose one of its panels
   */
  private record ChartSection(Chart chart, boolean hasPanels, List<TableRow> rows) {
    Link link() {
      return new Link(chart.id(), Charts.shortTitle(chart));
    }
  }

  /**
   * What models did.
   *
   * @param counts what the numbers in the overview mean; empty if it has none
   */
  private record BehaviourView(Overview overview, String counts, List<GroupSection> sections) {
    static List<BehaviourView> of(@Nullable Observations observed) {
      if (observed == null || observed.rows().isEmpty()) {
        return List.of();
      }
      Overview overview = Overview.of(observed);
      return List.of(
          new BehaviourView(
              overview, overview.counts() ? Overview.COUNTS : "", GroupSection.of(observed)));
    }

    Stream<Link> links() {
      return sections.stream().map(each -> new Link(each.group().key(), each.title()));
    }
  }

  /** The recommended size as people write it. */
  private record SnippetList(List<Snippet> snippets) {}

  /** Findings of one severity, and how many they are. */
  private record FindingList(String id, String count, List<Finding> findings) {}

  /** What the words of a table mean. */
  private record WordList(List<Fact> words) {}

  /** An entry of the table of contents. */
  private record Link(String id, String title) {}

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
    Stream<String> library =
        charts.isEmpty() ? Stream.empty() : Stream.of(ECharts.library(), ECharts.drawings());
    List<String> scripts =
        Stream.concat(library, Stream.of(Resource.text(Page.class, "page.js"))).toList();
    var environment = results.environment();
    Switching switching = results.switching();
    Tuning tuning = results.tuning();
    List<BehaviourView> behaviour = BehaviourView.of(results.observations());
    List<FindingList> warnings = findings("findings", Severity.WARNING, results);
    List<FindingList> notes =
        findings(warnings.isEmpty() ? "findings" : "notes", Severity.NOTE, results);
    List<Section> choices =
        tuning != null || switching != null || results.observations() != null
            ? List.of()
            : section(
                "choices",
                Choices.title(results),
                "As fast: its shots do not show that it is slower."
                    + " Clearly less CPU time: at least 20 % less, and less in each shot. "
                    + Choices.HOW_BIG,
                "choices",
                Choices.of(results));
    List<Section> sizes =
        tuning == null
            ? List.of()
            : List.of(
                table(
                    "sizes",
                    "All sizes",
                    "Prediction beside measurement, for each size that was tried.",
                    "figures",
                    TuningTable.of(tuning)));
    List<SnippetList> snippets =
        tuning == null || tuning.advice() == null
            ? List.of()
            : List.of(new SnippetList(Snippet.of(tuning)));
    List<Section> claims =
        switching == null
            ? section(
                "claims",
                "Published figures",
                "What tutorials published, and what was measured here.",
                "text",
                ReportTables.claims(results))
            : section(
                "claims",
                "Published by others",
                "What others measured, on other machines and mostly in other languages.",
                "text",
                SwitchTables.published(switching));
    List<Section> cases =
        switching == null
            ? section(
                "cases",
                "All cases",
                results.ofStreams()
                    ? StreamTable.counted(results)
                    : "Median and spread of the valid shots of each case.",
                "figures",
                ReportTables.cases(results))
            : List.of(
                table(
                    "cases",
                    "All rows",
                    "Mean of all measurements, half the width of its 99.9 % confidence interval,"
                        + " least and greatest measurement, JVMs × measurements in each.",
                    "text",
                    SwitchTables.costs(switching)));
    List<Section> failures =
        section(
            "failures",
            "Failed shots",
            "Shots that do not count, and why; none of them is in any figure above.",
            "text",
            ReportTables.failures(results));
    List<ChartSection> sections =
        charts.stream()
            .map(
                chart ->
                    new ChartSection(
                        chart,
                        chart.drawing() instanceof Timeline,
                        TableRow.of(chart.table().rows())))
            .toList();
    List<ChartSection> first = sections.stream().limit(1).toList();
    List<ChartSection> others = sections.stream().skip(1).toList();
    List<Link> contents =
        Stream.of(
                behaviour.stream().flatMap(BehaviourView::links),
                links(first),
                sizes.stream().map(Section::link),
                snippets.stream().map(_ -> new Link("snippets", "How to set it")),
                links(others),
                Stream.concat(warnings.stream(), notes.stream())
                    .limit(1)
                    .map(_ -> new Link("findings", "Findings")),
                claims.stream().map(Section::link),
                cases.stream().map(_ -> new Link("cases", switching == null ? "Cases" : "Rows")),
                failures.stream().map(Section::link),
                Stream.of(new Link("where", "Environment")))
            .flatMap(Function.identity())
            .toList();
    return new Content(
        policy(scripts),
        Resource.text(Page.class, "page.css"),
        ReportMarkdown.title(results),
        environment.runId(),
        verdict(results),
        ReportMarkdown.outcome(results),
        EnvironmentText.inOneLine(environment),
        choices,
        behaviour,
        warnings,
        contents,
        first,
        sizes,
        snippets,
        others,
        notes,
        claims,
        cases,
        switching != null || cases.isEmpty() || results.ofStreams()
            ? List.of()
            : List.of(FloorText.means(environment.plan())),
        results.ofStreams() && !cases.isEmpty()
            ? List.of(new WordList(StreamTable.words(results)))
            : List.of(),
        failures,
        EnvironmentText.facts(environment, ""),
        switching == null,
        Charts.json(charts),
        scripts);
  }

  private static List<String> verdict(Results results) {
    Observations observed = results.observations();
    if (observed != null) {
      return BehaviourText.sentences(observed);
    }
    Switching switching = results.switching();
    if (switching != null) {
      return SwitchText.sentences(switching);
    }
    Tuning tuning = results.tuning();
    return tuning == null ? Verdict.of(results) : TuningText.sentences(tuning);
  }

  private static Stream<Link> links(List<ChartSection> charts) {
    return charts.stream().map(ChartSection::link);
  }

  private static List<FindingList> findings(String id, Severity severity, Results results) {
    List<Finding> findings =
        results.findings().stream().filter(each -> each.severity() == severity).toList();
    return findings.isEmpty()
        ? List.of()
        : List.of(new FindingList(id, Figures.count(findings.size(), severity.text()), findings));
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
