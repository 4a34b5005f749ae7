package dev.fanout.report.page;

import dev.fanout.report.behaviour.Observations;
import dev.fanout.report.behaviour.view.BehaviourMarkdown;
import dev.fanout.report.behaviour.view.BehaviourText;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.Finding.Severity;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Switching;
import dev.fanout.report.summary.Results;
import dev.fanout.report.switching.SwitchTables;
import dev.fanout.report.switching.SwitchText;
import dev.fanout.report.text.CaseNames;
import dev.fanout.report.text.Choices;
import dev.fanout.report.text.Choices.Choice;
import dev.fanout.report.text.EnvironmentText;
import dev.fanout.report.text.FloorText;
import dev.fanout.report.text.StreamTable;
import dev.fanout.report.text.SummaryTable;
import dev.fanout.report.text.TextTable;
import dev.fanout.report.text.Verdict;
import dev.fanout.report.text.WorkText;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.view.TuningText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * report.md: verdict, choices, warnings, charts, table, published figures, failures, notes,
 * environment.
 */
public final class ReportMarkdown {
  /** Shown above the table; the others come after it. */
  private static final List<String> FIRST_CHARTS =
      List.of(
          "tuning",
          "response",
          "response-over-time",
          "response-rate",
          "time-and-cost",
          "wall-time",
          "handler-threads",
          "cpu",
          "timeline");

  /** Stands for a border of code where no text from outside can have one. */
  private static final String BORDER = "\0";

  private ReportMarkdown() {}

  /** The whole document; no text in it, whoever wrote it, is taken for HTML. */
  public static String of(Results results, Map<String, String> charts) {
    Switching switching = results.switching();
    if (switching != null) {
      return ofSwitching(results, switching, charts);
    }
    Environment environment = results.environment();
    var text = new StringBuilder();
    Observations observed = results.observations();
    text.append("# %s, preset %s\n\n".formatted(title(results), environment.plan().preset()));
    text.append(String.join("\n\n", said(results))).append("\n\n");
    String outcome = outcome(results);
    boolean complete = environment.outcome() == Outcome.COMPLETE && isComplete(results);
    if (results.tuning() == null && observed == null) {
      text.append(choices(results));
    }
    text.append(complete ? outcome : "**%s**".formatted(outcome)).append("\n\n");
    String warnings = findings(results, Severity.WARNING);
    text.append(warnings.isEmpty() ? "" : warnings + "\n");
    if (observed != null) {
      String behaviour = withCode(BehaviourMarkdown.of(observed, BORDER));
      String notes = withoutHtml(section("Notes", findings(results, Severity.NOTE)));
      return (withoutHtml(text.toString()) + behaviour + notes + facts(results)).stripTrailing()
          + "\n";
    }
    FIRST_CHARTS.forEach(id -> text.append(image(id, charts.get(id))));
    text.append(SummaryTable.withCosts(results)).append('\n');
    text.append(results.ofStreams() ? words(results) : wordsOfBatches(results));
    text.append(claims(results));
    text.append(failures(results));
    text.append(otherCharts(charts));
    text.append(section("Notes", findings(results, Severity.NOTE)));
    return (withoutHtml(text.toString()) + facts(results)).stripTrailing() + "\n";
  }

  private static String words(Results results) {
    return StreamTable.words(results).stream()
        .map(word -> "- *%s*: %s.\n".formatted(word.name(), word.value()))
        .collect(Collectors.joining("", "", "\n"))
        .replace("..\n", ".\n");
  }

  private static String wordsOfBatches(Results results) {
    return """
    *Floor*: %s. *Overhead*: median minus
    floor. *Efficiency*: floor divided by median. *Speed-up*: the median of `serial` divided by this median.
    *Open*: the time to open the pool, the workers and the client, before the clock started.
    *Cold*: in a fresh JVM, first use of everything. *Warm*: in a JVM that has run the same fan-out on
    a short delay. *Tutorial*: the wall time that the tutorial published, with its own stack.
    """
            .formatted(FloorText.means(results.environment().plan()))
        + (SummaryTable.hasIntervals(results.summaries())
            ? """
            *95 % interval*: where the median of many more shots would lie; exact, by order statistics;
            there is none for fewer than six shots.

            """
            : "\n");
  }

  /** What the run was about, in a few words. */
  static String title(Results results) {
    if (results.switching() != null) {
      return SwitchText.TITLE;
    }
    if (results.observations() != null) {
      return BehaviourText.TITLE;
    }
    String work = WorkText.planned(results.environment().plan());
    return work.substring(0, 1).toUpperCase(Locale.ROOT) + work.substring(1);
  }

  private static String ofSwitching(
      Results results, Switching switching, Map<String, String> charts) {
    String warnings = findings(results, Severity.WARNING);
    String text =
        """
        # %s

        %s

        %s

        %s%s%s
        *Mean*: of all measurements. *± 99.9 %%*: half the width of its confidence interval, by JMH. *Least*, *greatest*: of
        the single measurements. *Measured*: JVMs × measurements in each. *Allocated*: on the heap, for one, by JMH's profiler.
        Memory is what the resident memory of a fresh JVM grew by, for one parked task; *of it heap* is what a
        collection left of it on the heap. What the kernel holds of a platform thread is in neither.

        """
            .formatted(
                SwitchText.TITLE,
                String.join("\n\n", SwitchText.sentences(switching)),
                outcome(results),
                warnings.isEmpty() ? "" : warnings + "\n",
                image("switch", charts.get("switch")),
                SwitchTables.costs(switching));
    text += section("Published by others", SwitchTables.published(switching).toString());
    text += section("Notes", findings(results, Severity.NOTE));
    return (withoutHtml(text) + facts(results)).stripTrailing() + "\n";
  }

  private static List<String> said(Results results) {
    Tuning tuning = results.tuning();
    Observations observed = results.observations();
    if (observed != null) {
      return BehaviourText.sentences(observed);
    }
    return tuning == null
        ? Verdict.paragraphs(results)
        : List.of(
            TuningText.sentences(tuning).getFirst(),
            "The reasons, and the times of every size: [tuning.md](tuning.md).");
  }

  private static String otherCharts(Map<String, String> charts) {
    var text = new StringBuilder();
    charts.forEach((id, title) -> text.append(FIRST_CHARTS.contains(id) ? "" : image(id, title)));
    return text.isEmpty() ? "" : "## More charts\n\n" + text;
  }

  /** A chart, unless the run has none of that id. */
  public static String image(String id, @Nullable String title) {
    return title == null ? "" : "![%s](charts/%s.svg)\n\n".formatted(title, id);
  }

  /** Whether every planned shot is there and valid, whatever environment.json says. */
  private static boolean isComplete(Results results) {
    return results.missing().isEmpty() && results.shots().stream().allMatch(Shot::valid);
  }

  /** One sentence: how the run ended, and how many of the planned shots count. */
  public static String outcome(Results results) {
    Environment environment = results.environment();
    Observations observed = results.observations();
    if (observed != null) {
      return BehaviourText.outcome(observed, environment.outcome());
    }
    Switching switching = results.switching();
    if (switching != null) {
      return SwitchText.outcome(environment, switching);
    }
    List<Shot> shots = results.shots();
    String missing = missing(results);
    long valid = shots.stream().filter(Shot::valid).count();
    int planned = environment.plan().shots().size();
    String counts =
        "%d of %d planned shots came%s"
            .formatted(shots.size(), planned, valid(valid, shots.size()));
    String ended =
        environment.outcome() == Outcome.COMPLETE && !isComplete(results)
            ? "environment.json says that the run is complete, but shots.csv does not"
            : "The run " + environment.outcome().words();
    return "%s: %s.".formatted(ended, counts)
        + (missing.isEmpty() ? "" : " Missing: %s.".formatted(missing));
  }

  private static String valid(long valid, int came) {
    if (came == 0) {
      return "";
    }
    if (came == 1) {
      return valid == 1 ? " and is valid" : " and is not valid";
    }
    if (valid == came) {
      return " and are all valid";
    }
    return valid == 0
        ? " and none of them is valid"
        : " and %d of them %s valid".formatted(valid, valid == 1 ? "is" : "are");
  }

  private static String missing(Results results) {
    var names = CaseNames.of(results);
    return results.missing().stream()
        .map(
            shot ->
                "%s, round %d"
                    .formatted(names.of(shot.measured(), shot.temperature()), shot.round()))
        .collect(Collectors.joining("; "));
  }

  private static String choices(Results results) {
    TextTable<Choice> choices = Choices.of(results);
    return choices.rows().isEmpty()
        ? ""
        : "**%s**\n\n%s\n%s\n\n".formatted(Choices.title(results), choices, Choices.HOW_BIG);
  }

  private static String findings(Results results, Severity severity) {
    return results.findings().stream()
        .filter(finding -> finding.severity() == severity)
        .map(
            finding ->
                "- **%s, %s**, %s: %s %s *%s*\n"
                    .formatted(
                        finding.severity().title(),
                        finding.id(),
                        finding.subject(),
                        finding.says(),
                        finding.means(),
                        finding.advice()))
        .collect(Collectors.joining());
  }

  private static String claims(Results results) {
    return results.claims().isEmpty()
        ? ""
        : section(
            "Published figures",
            """
            The tutorial's wall times, with its own stack, and the cases that repeat its experiments. A figure is
            *reproduced* if the two differ by at most 5 % of the published one;
            the reason says whether both follow the same schedule.

            """
                + ReportTables.claims(results));
  }

  private static String failures(Results results) {
    TextTable<Shot> failures = ReportTables.failures(results);
    return failures.rows().isEmpty() ? "" : section("Failed shots", failures.toString());
  }

  private static String facts(Results results) {
    return section(
        "Where and with what",
        EnvironmentText.facts(results.environment(), BORDER).stream()
            .map(fact -> "- %s: %s\n".formatted(fact.name(), withCode(fact.value())))
            .collect(Collectors.joining()));
  }

  private static String withoutHtml(String text) {
    return text.replace("<", "&lt;");
  }

  /** Only what stands between two borders is shown as it is. */
  private static String withCode(String fact) {
    String[] parts = fact.split(BORDER, -1);
    for (int text = 0; text < parts.length; text += 2) {
      parts[text] = withoutHtml(parts[text]).replace('`', '\'');
    }
    return String.join("`", parts);
  }

  /** A section, unless it is empty. */
  private static String section(String title, String text) {
    return text.isEmpty() ? "" : "## %s\n\n%s\n".formatted(title, text);
  }
}
