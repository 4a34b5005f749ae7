package dev.fanout.report.text;

import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Machine;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.Environment.PlannedShot;
import dev.fanout.report.measurement.Results;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** report.md: verdict, chart, table, findings, published figures, failures, environment. */
public final class ReportMarkdown {
  /** Shown above the table; the others come after it. */
  private static final List<String> FIRST_CHARTS = List.of("wall-time", "timeline");

  private ReportMarkdown() {}

  /** The whole document; no text in it, whoever wrote it, is taken for HTML. */
  public static String of(Results results, Map<String, String> charts) {
    Environment environment = results.environment();
    List<Summary> rows = results.summaries();
    var text = new StringBuilder();
    text.append(
        "# %s of %s, preset %s\n\n"
            .formatted(
                Figures.count(environment.plan().requests(), "request"),
                Figures.delay(environment.plan().delayMs()),
                environment.plan().preset()));
    text.append(String.join(" ", Verdict.of(rows))).append("\n\n");
    String outcome = outcome(results);
    boolean complete = environment.outcome() == Outcome.COMPLETE;
    text.append(complete ? outcome : "**%s**".formatted(outcome)).append("\n\n");
    FIRST_CHARTS.forEach(id -> text.append(image(id, charts.get(id))));
    text.append(SummaryTable.of(rows)).append('\n');
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
    text.append(failures(results.shots()));
    text.append(otherCharts(charts));
    return (text + environment(environment)).replace("<", "&lt;");
  }

  private static String otherCharts(Map<String, String> charts) {
    var text = new StringBuilder();
    charts.forEach((id, title) -> text.append(FIRST_CHARTS.contains(id) ? "" : image(id, title)));
    return text.isEmpty() ? "" : "## More charts\n\n" + text;
  }

  private static String image(String id, @Nullable String title) {
    return title == null ? "" : "![%s](charts/%s.svg)\n\n".formatted(title, id);
  }

  /** One sentence: how the run ended, and how many of the planned shots count. */
  public static String outcome(Results results) {
    Environment environment = results.environment();
    List<Shot> shots = results.shots();
    List<PlannedShot> missing = results.missing();
    long valid = shots.stream().filter(Shot::valid).count();
    int planned = environment.plan().shots().size();
    String counts =
        "%d of %s came and %s valid"
            .formatted(
                shots.size(),
                Figures.count(planned, "planned shot"),
                valid == shots.size() ? "are all" : "%d of them are".formatted(valid));
    return switch (environment.outcome()) {
          case COMPLETE -> "The run is complete: %s.".formatted(counts);
          case INCOMPLETE -> "The run is incomplete: %s.".formatted(counts);
          case INTERRUPTED -> "The run was interrupted: %s.".formatted(counts);
          case RUNNING -> "The run has not ended, or was cut short: %s.".formatted(counts);
        }
        + (missing.isEmpty() ? "" : " Missing: %s.".formatted(names(missing)));
  }

  private static String names(List<PlannedShot> missing) {
    return missing.stream()
        .map(
            shot ->
                "%s, %s, round %d"
                    .formatted(shot.measured().label(), shot.temperature().text(), shot.round()))
        .collect(Collectors.joining("; "));
  }

  private static String failures(List<Shot> shots) {
    List<Shot> failed = shots.stream().filter(shot -> !shot.valid()).toList();
    if (failed.isEmpty()) {
      return "";
    }
    return failed.stream()
        .map(
            shot ->
                "- %s, %s, round %d: %d answered, %d not. %s\n"
                    .formatted(
                        shot.measured().label(),
                        shot.temperature().text(),
                        shot.round(),
                        shot.succeeded(),
                        shot.failed(),
                        orUnknown(shot.failure()).replaceAll("\\R", " ")))
        .collect(Collectors.joining("", "## Failed shots\n\n", "\n"));
  }

  private static String environment(Environment environment) {
    var commit = environment.commit();
    return """
    ## Where and with what

    - Run %s, started %s, took %s, by `%s`
    - %s
    - JDK %s (%s); each measured JVM ran with `%s`
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
            String.join(" ", environment.jdk().flags()),
            environment.server(),
            order(environment.plan().seed()),
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

  private static String order(@Nullable Long seed) {
    return seed == null ? "unknown" : "shuffled with seed " + seed;
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
