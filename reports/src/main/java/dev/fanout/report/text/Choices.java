package dev.fanout.report.text;

import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingInt;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Parameter.Role;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.stream.Recovery;
import dev.fanout.report.stream.StreamGroup;
import dev.fanout.report.summary.Contest;
import dev.fanout.report.summary.Results;
import dev.fanout.report.text.TextTable.Column;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which case to take for what you want, among those that did the largest work of a run. */
public final class Choices {
  /** What must change for a model, where the calls are tasks on a pool of threads now. */
  private record Change(String model, String what) {}

  /** What stands under the table, which says how big a pool is only for the sizes measured. */
  public static final String HOW_BIG =
      "How big a pool must be for your own calls: scripts/fanout tune measures it.";

  /** The least change first; models that are not meant to replace a pool are not here. */
  private static final List<Change> CHANGES =
      List.of(
          new Change("fixed-thread-pool", "no change but the size of the pool"),
          new Change("virtual-threads", "one line: Executors.newVirtualThreadPerTaskExecutor()"),
          new Change("completion-service", "results are taken from an ExecutorCompletionService"),
          new Change("structured-scope", "tasks are forked in a StructuredTaskScope, a preview"),
          new Change("completable-future", "an asynchronous client, a future for each call"),
          new Change("reactive", "a reactive client, and all that handles its answers"),
          new Change("event-loop", "a client of your own on Netty, with callbacks"));

  /**
   * What cases are compared by.
   *
   * @param least what one wants of it
   * @param figure what stands before it; empty for a wall time
   */
  private record Judged(String least, String figure) {}

  /** A contest, and what its rows are compared by. */
  private record Compared(Contest contest, Judged judged, Results results) {}

  private final Contest contest;
  private final Summary fastest;
  private final Judged judged;
  private final Results results;

  private Choices(Compared compared) {
    contest = compared.contest;
    judged = compared.judged;
    results = compared.results;
    fastest = contest.fastest();
  }

  private static List<Compared> compared(Results results) {
    return results.ofStreams()
        ? StreamGroup.of(results).stream()
            .flatMap(
                group ->
                    group.contest().stream()
                        .map(
                            contest ->
                                new Compared(
                                    contest,
                                    new Judged(
                                        "the shortest response times",
                                        group.judged().orElseThrow().title() + " "),
                                    results)))
            .toList()
        : Contest.of(results).stream()
            .map(contest -> new Compared(contest, new Judged("the least wall time", ""), results))
            .toList();
  }

  /**
   * A row of the table.
   *
   * @param want what the reader wants
   * @param row the case that gives it
   * @param why the figure that it follows from
   */
  public record Choice(String want, Summary row, String why) {}

  /** The table; without a row where the verdict alone says all of it. */
  public static TextTable<Choice> of(Results results) {
    List<Choice> choices =
        compared(results).stream()
            .limit(1)
            .filter(
                each -> each.contest.rows().stream().map(Summary::measured).distinct().count() > 1)
            .flatMap(each -> new Choices(each).all())
            .toList();
    return new TextTable<>(
        List.of(
            Column.left("you want", Choice::want),
            Column.left("take", choice -> name(choice.row())),
            Column.left("figures", Choice::why)),
        choices.size() < 2 ? List.of() : choices);
  }

  /** Its heading, which names the work where the run has several. */
  public static String title(Results results) {
    List<Compared> all = compared(results);
    boolean several = results.ofStreams() ? StreamGroup.of(results).size() > 1 : all.size() > 1;
    return "Which of them for you"
        + (several && !all.isEmpty()
            ? ": " + WorkText.against(all.getFirst().contest.fastest().measured(), Set.of())
            : "");
  }

  /** Work and server are the same for all. */
  private static String name(Summary row) {
    return "%s, %s"
        .formatted(
            row.measured().labelWithout(Parameter.of(Role.WORK, Role.SERVER)),
            row.temperature().text());
  }

  private String time(Summary row) {
    return "%s%s, %s".formatted(judged.figure, Figures.time(row.medianMs()), Verdict.shots(row));
  }

  private Stream<Choice> all() {
    return Stream.of(
            Optional.of(new Choice(judged.least, fastest, time(fastest) + others())),
            recoversFirst(),
            contest.cheapest().map(this::cheapest),
            simplest(),
            safest())
        .flatMap(Optional::stream);
  }

  /** After a stall of the server; empty where there was none, or no case recovered. */
  private Optional<Choice> recoversFirst() {
    record Recovered(Summary row, double afterMs) {}
    return contest.rows().stream()
        .flatMap(
            row ->
                Optional.ofNullable(Recovery.typicalMs(StreamGroup.recoveries(row, results)))
                    .map(after -> new Recovered(row, after))
                    .stream())
        .min(
            comparingDouble(Recovered::afterMs)
                .thenComparingDouble(each -> Contest.median(each.row)))
        .map(
            each ->
                new Choice(
                    "the quickest recovery from a stall",
                    each.row,
                    StreamTable.recovered(each.row, results).orElseThrow()));
  }

  private String others() {
    int others = contest.asFast().size() - 1;
    return others == 0
        ? ""
        : "; %d more %s as fast".formatted(others, others == 1 ? "case is" : "cases are");
  }

  private Choice cheapest(Summary row) {
    return new Choice(
        "the least CPU time, and as fast",
        row,
        "%s of CPU time per request, %s"
            .formatted(
                Verdict.cpu(contest, row),
                !row.equals(fastest)
                    ? Verdict.cheaper(contest, row) + " than " + name(fastest)
                    : contest.asFast().size() == 1
                        ? "and no other case is as fast"
                        : contest.asCheapAs(row).isEmpty()
                            ? "the least of those that are as fast"
                            : "and none that is as fast needs clearly less"));
  }

  private Optional<Choice> simplest() {
    return contest.asFast().stream()
        .filter(row -> change(row.measured()).isPresent())
        .min(
            comparingInt(Choices::rank)
                .thenComparing(row -> !isOfUsualClient(row))
                .thenComparingDouble(Contest::median))
        .map(
            row ->
                new Choice(
                    "the least change from a thread pool",
                    row,
                    "%s%s%s; %s"
                        .formatted(
                            change(row.measured()).orElseThrow().what(),
                            isOfUsualClient(row) ? "" : ", and another client",
                            row.measured().model().equals("virtual-threads")
                                    && row.measured().size() != null
                                ? ", and a Semaphore"
                                : "",
                            time(row))));
  }

  /** Also where all are of one client, as calls of the user's own are. */
  private boolean isOfUsualClient(Summary row) {
    return Parameter.CLIENT.isUsual(row.measured().value(Parameter.CLIENT))
        || contest.rows().stream()
                .map(each -> Optional.ofNullable(each.measured().value(Parameter.CLIENT)))
                .distinct()
                .count()
            == 1;
  }

  /** The place of its model among the changes, the least first; the last for others. */
  private static int rank(Summary row) {
    return change(row.measured()).map(CHANGES::indexOf).orElse(CHANGES.size());
  }

  private static Optional<Change> change(Case measured) {
    return CHANGES.stream().filter(each -> each.model().equals(measured.model())).findFirst();
  }

  /** The fastest with a limit that somebody set, and of those that are as fast the lowest limit. */
  private Optional<Choice> safest() {
    List<Summary> bounded =
        contest.rows().stream().filter(row -> isBounded(row.measured())).toList();
    return bounded.isEmpty()
        ? Optional.empty()
        : new Contest(bounded, contest.shots())
            .asFast().stream()
                .min(
                    comparingInt(Choices::atOnce)
                        .thenComparingInt(Choices::rank)
                        .thenComparingDouble(Contest::median))
                .map(
                    row ->
                        new Choice(
                            "a limit on what the server gets at once",
                            row,
                            "at most %s at once; %s"
                                .formatted(Figures.count(atOnce(row), "request"), time(row))));
  }

  /** Not so workers that have several requests in flight each. */
  private static boolean isBounded(Case measured) {
    Integer size = measured.size();
    return size != null && size.equals(measured.inFlight()) && size < measured.requests();
  }

  /** As the server counted, or else as many as the case allows. */
  private static int atOnce(Summary row) {
    Double counted = row.value(Metric.SERVER_PEAK_IN_FLIGHT);
    return counted == null
        ? Objects.requireNonNull(row.measured().inFlight())
        : (int) Math.round(counted);
  }
}
