package dev.fanout.report.text;

import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Machine;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.Environment.Plan;
import dev.fanout.report.measurement.Environment.PlannedShot;
import dev.fanout.report.measurement.Results;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.tuning.Tuning;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** report.md: verdict, chart, table, findings, published figures, failures, environment. */
public final class ReportMarkdown {
  /** Shown above the table; the others come after it. */
  private static final List<String> FIRST_CHARTS =
      List.of("tuning", "wall-time", "handler-threads", "cpu", "timeline");

  private ReportMarkdown() {}

  /** The whole document; no text in it, whoever wrote it, is taken for HTML. */
  public static String of(Results results, Map<String, String> charts) {
    Environment environment = results.environment();
    List<Summary> rows = results.summaries();
    var text = new StringBuilder();
    text.append(
        "# %s, preset %s\n\n".formatted(planned(environment.plan()), environment.plan().preset()));
    text.append(String.join("\n\n", said(results))).append("\n\n");
    String outcome = outcome(results);
    boolean complete = environment.outcome() == Outcome.COMPLETE && isComplete(results);
    text.append(complete ? outcome : "**%s**".formatted(outcome)).append("\n\n");
    FIRST_CHARTS.forEach(id -> text.append(image(id, charts.get(id))));
    text.append(SummaryTable.withCosts(rows)).append('\n');
    text.append(
        """
        *Floor*: the least wall time that a perfect machine needs for the case. *Overhead*: median minus
        floor. *Efficiency*: floor over median. *Speed-up*: the median of `serial` over this median.
        *Open*: what it took to open the pool, the workers and the client, before the clock started.
        *Cold*: in a fresh JVM, first use of everything. *Warm*: in a JVM that has run the same fan-out on
        a short delay. *Tutorial*: the wall time that the tutorial published, with its own stack.
        """);
    text.append(
        SummaryTable.hasIntervals(rows)
            ? """
            *95 % interval*: where the median of many more shots would lie; exact, by order statistics;
            there is none for fewer than six shots.

            """
            : "\n");
    text.append(FindingsText.section(results.findings()));
    text.append(ClaimsText.section(results.claims()));
    text.append(failures(results));
    text.append(otherCharts(charts));
    return (text + environment(environment)).replace("<", "&lt;");
  }

  private static List<String> said(Results results) {
    Tuning tuning = results.tuning();
    return tuning == null
        ? Verdict.paragraphs(results.summaries())
        : List.of(
            TuningText.sentences(tuning).getFirst(),
            "Why so, and what every size took: [tuning.md](tuning.md).");
  }

  /** What was to be measured, such as {@code 100 requests of 3 s}. */
  public static String planned(Plan plan) {
    return plan.shots().isEmpty()
        ? "%s of %s"
            .formatted(Figures.count(plan.requests(), "request"), Figures.delay(plan.delayMs()))
        : WorkText.of(plan.shots().stream().map(PlannedShot::measured).toList());
  }

  private static String otherCharts(Map<String, String> charts) {
    var text = new StringBuilder();
    charts.forEach((id, title) -> text.append(FIRST_CHARTS.contains(id) ? "" : image(id, title)));
    return text.isEmpty() ? "" : "## More charts\n\n" + text;
  }

  static String image(String id, @Nullable String title) {
    return title == null ? "" : "![%s](charts/%s.svg)\n\n".formatted(title, id);
  }

  /** Whether every planned shot is there and valid, whatever environment.json says. */
  private static boolean isComplete(Results results) {
    return results.missing().isEmpty() && results.shots().stream().allMatch(Shot::valid);
  }

  /** One sentence: how the run ended, and how many of the planned shots count. */
  public static String outcome(Results results) {
    Environment environment = results.environment();
    List<Shot> shots = results.shots();
    String missing = missing(results);
    long valid = shots.stream().filter(Shot::valid).count();
    int planned = environment.plan().shots().size();
    String counts =
        "%d of %d planned shots came%s"
            .formatted(shots.size(), planned, valid(valid, shots.size()));
    return switch (environment.outcome()) {
          case COMPLETE ->
              isComplete(results)
                  ? "The run is complete: %s.".formatted(counts)
                  : "environment.json says that the run is complete, and shots.csv does not: %s."
                      .formatted(counts);
          case INCOMPLETE -> "The run is incomplete: %s.".formatted(counts);
          case INTERRUPTED -> "The run was interrupted: %s.".formatted(counts);
          case RUNNING -> "The run has not ended, or was cut short: %s.".formatted(counts);
        }
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

  private static String failures(Results results) {
    var names = CaseNames.of(results);
    List<Shot> failed = results.shots().stream().filter(shot -> !shot.valid()).toList();
    if (failed.isEmpty()) {
      return "";
    }
    return failed.stream()
        .map(
            shot ->
                "- %s, round %d: %d answered, %d not. %s\n"
                    .formatted(
                        names.of(shot.measured(), shot.temperature()),
                        shot.round(),
                        shot.succeeded(),
                        shot.failed(),
                        orUnknown(shot.failure())))
        .collect(Collectors.joining("", "## Failed shots\n\n", "\n"));
  }

  private static String environment(Environment environment) {
    var commit = environment.commit();
    return """
    ## Where and with what

    - Run %s, started %s, took %s, by `%s`
    - %s
    - JDK %s (%s); each measured JVM ran with %s
    - Server: %s
    - Order of shots %s
    - %s
    - Libraries: %s
    """
        .formatted(
            environment.runId(),
            environment.startedAt().truncatedTo(ChronoUnit.SECONDS),
            duration(environment),
            environment.command().replace('`', '\''),
            machine(environment.machine()),
            environment.jdk().version(),
            orUnknown(environment.jdk().vendor()),
            JvmFlags.of(environment, "`"),
            environment.server(),
            order(environment.plan()),
            commit == null
                ? "Not measured from a git checkout"
                : "Commit %s%s"
                    .formatted(commit.id(), commit.dirty() ? ", with uncommitted changes" : ""),
            environment.libraries().entrySet().stream()
                .map(library -> library.getKey() + " " + library.getValue())
                .collect(Collectors.joining(", ")));
  }

  private static String machine(@Nullable Machine machine) {
    return machine == null
        ? "Unknown machine"
        : "%s, %s, %s, %s of memory, at most %s open files"
            .formatted(
                machine.os(),
                orUnknown(machine.cpu()),
                Figures.count(machine.cores(), "core"),
                machine.memoryMib() == null
                    ? "unknown amount"
                    : Math.round(machine.memoryMib() / 1024.0) + " GiB",
                orUnknown(machine.maxOpenFiles()));
  }

  private static String order(Plan plan) {
    if (plan.seed() == null) {
      return "unknown";
    }
    return "shuffled%s with seed %d"
        .formatted(plan.drawsDelays() ? " and delays drawn" : "", plan.seed());
  }

  private static String duration(Environment environment) {
    var endedAt = environment.endedAt();
    if (endedAt == null) {
      return "an unknown time";
    }
    Duration took = Duration.between(environment.startedAt(), endedAt);
    return "%d min %d s".formatted(took.toMinutes(), took.toSecondsPart());
  }

  private static String orUnknown(@Nullable Object value) {
    return value == null ? "unknown" : value.toString();
  }
}
