package dev.fanout.report.text;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Unit;
import dev.fanout.report.summary.Contest;
import dev.fanout.report.summary.Cost;
import dev.fanout.report.summary.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the measurements say, in a few plain sentences. */
public final class Verdict {
  private static final int MOST_NAMES = 3;
  private static final int MOST_GROUPS = 4;

  private Verdict() {}

  /** The sentences, the most important first; never empty. */
  public static List<String> of(Results results) {
    List<Contest> contests = Contest.of(results);
    if (results.ofStreams() && !contests.isEmpty()) {
      List<List<String>> paragraphs = StreamVerdict.of(results);
      return paragraphs.size() == 1
          ? paragraphs.getFirst()
          : paragraphs.stream().map(sentences -> String.join(" ", sentences)).toList();
    }
    if (contests.isEmpty()) {
      return List.of("No case has a valid shot, so there is nothing to compare.");
    }
    String least = FloorText.least(results.environment().plan());
    return contests.size() == 1 ? ofOne(contests.getFirst(), least) : ofSeveral(contests, least);
  }

  /** The same as text: a paragraph for each work and server. */
  public static List<String> paragraphs(Results results) {
    List<String> sentences = of(results);
    return Contest.of(results).size() > 1 ? sentences : List.of(String.join(" ", sentences));
  }

  private static List<String> ofOne(Contest contest, String least) {
    Summary fastest = contest.fastest();
    return Stream.of(
            Stream.of(
                winner(fastest, Figures.count(fastest.measured().requests(), "request"), least)),
            tied(contest),
            otherTemperatures(contest, least),
            cheapest(contest, Summary::label, ",").stream())
        .flatMap(Function.identity())
        .toList();
  }

  private static List<String> ofSeveral(List<Contest> contests, String least) {
    var sentences = new ArrayList<String>();
    for (Contest contest : contests.subList(0, Math.min(MOST_GROUPS, contests.size()))) {
      sentences.add(
          Stream.of(
                  Stream.of(winner(contest.fastest(), work(contest), least)),
                  tied(contest),
                  cheapest(contest, Summary::label, ",").stream())
              .flatMap(Function.identity())
              .collect(Collectors.joining(" ")));
    }
    if (contests.size() > MOST_GROUPS) {
      sentences.add(
          "For %s of work and server, see the table."
              .formatted(Figures.count(contests.size() - MOST_GROUPS, "more combination")));
    }
    return sentences;
  }

  /** Its work in a few words, such as {@code 100 requests of 3 s}. */
  private static String work(Contest contest) {
    Case work = contest.fastest().measured();
    return "%s of %s".formatted(Figures.count(work.requests(), "request"), WorkText.delay(work));
  }

  private static String winner(Summary row, String requests, String least) {
    String speedup =
        row.speedup() == null || row.measured().model().equals("serial")
            ? ""
            : ", %s as fast as serial"
                .formatted(Figures.times(row.speedup()).replace("x", " times"));
    return "%s, finished %s in %s (%s)%s%s."
        .formatted(
            row.label(),
            requests,
            Figures.time(row.medianMs()),
            shots(row),
            speedup,
            row.overheadMs() == null
                ? ""
                : (speedup.isEmpty() ? ", " : " and ") + above(least, row));
  }

  /** What its median is of, such as {@code median of 3}. */
  static String shots(Summary row) {
    return row.shots() == 1 ? "one observation" : "median of " + row.shots();
  }

  /** Shots that overlap decide nothing, so the winner's lead over those rows is not claimed. */
  private static Stream<String> tied(Contest contest) {
    return Stream.concat(
        named(timed(contest.tied()), " and of ").stream()
            .map(
                "Its shots overlap with those of %s: they do not show which is faster."::formatted),
        named(timed(contest.near()), " or ").stream()
            .map("One shot does not show that it is faster than %s."::formatted));
  }

  private static List<String> timed(List<Summary> rows) {
    return rows.stream()
        .map(row -> "%s (%s)".formatted(row.label(), Figures.time(row.medianMs())))
        .toList();
  }

  /** The first few, and how many more there are; absent for none. */
  private static Optional<String> named(List<String> names, String and) {
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(Figures.first(MOST_NAMES, names, and, and));
  }

  /**
   * Which of those that are as fast costs least, against the fastest.
   *
   * @param name of a row
   * @param comma after a name that has commas itself
   */
  static Optional<String> cheapest(Contest contest, Function<Summary, String> name, String comma) {
    Summary fastest = contest.fastest();
    return contest
        .cheapest()
        .map(
            row ->
                row.equals(fastest)
                    ? fastestIsCheapest(contest, name, comma)
                    : cheaperOne(contest, row, name, comma));
  }

  private static String fastestIsCheapest(
      Contest contest, Function<Summary, String> name, String comma) {
    Summary fastest = contest.fastest();
    String form =
        contest.asFast().size() == 1
            ? "%s%s needs %s of CPU time per request."
            : contest.asCheapAs(fastest).isEmpty()
                ? "%s%s also needs the least CPU time of those that are as fast: %s per request."
                : "Of those that are as fast as %s%s none needs clearly less CPU time than its %s"
                    + " per request.";
    return form.formatted(
        name.apply(fastest),
        contest.asFast().size() > 1 && !contest.asCheapAs(fastest).isEmpty() ? "," : comma,
        cpu(contest, fastest));
  }

  private static String cheaperOne(
      Contest contest, Summary row, Function<Summary, String> name, String comma) {
    List<String> others = contest.asCheapAs(row).stream().map(name).toList();
    return "Of the cases that are as fast, %s%s needs clearly less CPU time: %s per request, %s than %s (%s)%s.%s"
        .formatted(
            name.apply(row),
            comma,
            cpu(contest, row),
            cheaper(contest, row),
            name.apply(contest.fastest()),
            cpu(contest, contest.fastest()),
            memory(contest, row),
            named(others, " and ").map(" About the same: %s."::formatted).orElse(""));
  }

  /** The CPU time of each of its requests. */
  static String cpu(Contest contest, Summary row) {
    return contest
        .cost(Cost.CPU_PER_REQUEST, row)
        .map(cost -> Figures.small(cost.median()) + " ms")
        .orElse(TextTable.NONE);
  }

  /** How much less CPU time than the fastest it needs, such as {@code 60 % less}. */
  static String cheaper(Contest contest, Summary row) {
    return less(Cost.CPU_PER_REQUEST, contest, row);
  }

  private static String less(Cost cost, Contest contest, Summary row) {
    double share =
        contest.cost(cost, row).orElseThrow().median()
            / contest.cost(cost, contest.fastest()).orElseThrow().median();
    return share < 1
        ? "%d %% less".formatted(Math.round(100 * (1 - share)))
        : "%d %% more".formatted(Math.round(100 * (share - 1)));
  }

  /** Its memory against that of the fastest, where the shots show a difference. */
  private static String memory(Contest contest, Summary row) {
    Optional<Cost.Range> own = contest.cost(Cost.MEMORY, row);
    Optional<Cost.Range> other = contest.cost(Cost.MEMORY, contest.fastest());
    if (own.isEmpty() || other.isEmpty()) {
      return "";
    }
    boolean isLess = own.get().isClearlyBelow(other.get());
    return !isLess && !other.get().isClearlyBelow(own.get())
        ? ""
        : "%s it needs %s memory (%s against %s)"
            .formatted(
                isLess ? ", and" : ", but",
                less(Cost.MEMORY, contest, row),
                Figures.of(Unit.KB, own.get().median()),
                Figures.of(Unit.KB, other.get().median()));
  }

  private static Stream<String> otherTemperatures(Contest contest, String least) {
    Summary fastest = contest.fastest();
    return contest.rows().stream()
        .filter(row -> row.measured().equals(fastest.measured()) && !row.equals(fastest))
        .map(
            row ->
                "%s it took %s%s."
                    .formatted(
                        switch (row.temperature()) {
                          case COLD -> "In a fresh JVM";
                          case COLD_AOT -> "In a fresh JVM with an AOT cache";
                          case WARM -> "In a warmed-up JVM";
                        },
                        Figures.time(row.medianMs()),
                        row.overheadMs() == null ? "" : ", " + above(least, row)));
  }

  private static String above(String least, Summary row) {
    return "%s above %s".formatted(Figures.time(row.overheadMs()), least);
  }
}
