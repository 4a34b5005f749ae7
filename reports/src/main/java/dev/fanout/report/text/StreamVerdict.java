package dev.fanout.report.text;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Parameter.Role;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.stream.Growth;
import dev.fanout.report.stream.OfferedRate;
import dev.fanout.report.stream.Percentile;
import dev.fanout.report.stream.Recovery.Stall;
import dev.fanout.report.stream.StreamGroup;
import dev.fanout.report.summary.Contest;
import dev.fanout.report.summary.Results;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the measurements of streams of arrivals say, in a few plain sentences. */
final class StreamVerdict {
  private static final int MOST_NAMES = 3;
  private static final int MOST_GROUPS = 6;

  /** As a difference of two times it is written as 0.0 ms. */
  private static final double NOTHING_MS = 0.05;

  private final Results results;
  private final RowNames names;

  private StreamVerdict(Results results) {
    this.results = results;
    names = RowNames.withoutWork(results);
  }

  /** The sentences, the most important first; a paragraph for each work and server. */
  static List<List<String>> of(Results results) {
    List<StreamGroup> groups = StreamGroup.of(results);
    var verdict = new StreamVerdict(results);
    var paragraphs = new ArrayList<List<String>>();
    for (StreamGroup group : groups.subList(0, Math.min(MOST_GROUPS, groups.size()))) {
      paragraphs.add(verdict.of(group, groups.size() == 1 ? "" : at(group, groups)));
    }
    if (groups.size() > MOST_GROUPS) {
      paragraphs.add(
          List.of(
              "For %s of work and server, see the table."
                  .formatted(Figures.count(groups.size() - MOST_GROUPS, "more combination"))));
    }
    return paragraphs;
  }

  /** What tells the work and server of a group from those of the others. */
  private static String at(StreamGroup group, List<StreamGroup> groups) {
    Set<Parameter> others = EnumSet.copyOf(Parameter.of(Role.WORK, Role.SERVER));
    others.remove(Parameter.ARRIVALS);
    others.remove(Parameter.REQUESTS); // which follow from the arrivals
    boolean rateAlone =
        groups.stream().map(each -> each.any().only(others)).distinct().count() == 1;
    return rateAlone
        ? "At %s: ".formatted(OfferedRate.text(group.any()))
        : WorkText.against(group.any(), Set.of()) + ": ";
  }

  private List<String> of(StreamGroup group, String at) {
    List<String> sentences =
        Stream.of(
                group.contest().stream().flatMap(contest -> of(contest, group)),
                tooFew(group).stream(),
                growing(group),
                recovering(group).stream())
            .flatMap(Function.identity())
            .toList();
    return at.isEmpty()
        ? sentences
        : Stream.concat(
                Stream.of(
                    at
                        + sentences.getFirst().substring(0, 1).toLowerCase(Locale.ROOT)
                        + sentences.getFirst().substring(1)),
                sentences.subList(1, sentences.size()).stream())
            .toList();
  }

  private Stream<String> of(Contest contest, StreamGroup group) {
    return Stream.of(
            Stream.of(best(contest, group)),
            tied(contest),
            slower(contest).stream(),
            Verdict.cheapest(contest, names::of, "").stream())
        .flatMap(Function.identity());
  }

  private String best(Contest contest, StreamGroup group) {
    Percentile judged = group.judged().orElseThrow();
    Summary best = contest.fastest();
    List<String> worth = new ArrayList<>();
    if (contest.rows().size() > 1) {
      worth.add("the shortest such time of %d cases".formatted(contest.rows().size()));
    }
    if (best.overheadMs() != null) {
      worth.add(
          best.overheadMs() < NOTHING_MS
              ? "that of a perfect machine"
              : "%s above the floor".formatted(Figures.time(best.overheadMs())));
    }
    String rest =
        Percentile.ALL.stream()
            .filter(each -> !each.equals(judged) && best.value(each.response()) != null)
            .filter(each -> each.share() == 0.5 || each.share() > judged.share())
            .map(
                each ->
                    each.share() == 0.5
                        ? "half of them within " + Figures.time(best.value(each.response()))
                        : "%s within %s"
                            .formatted(each.percent(), Figures.time(best.value(each.response()))))
            .collect(Collectors.joining(", and "));
    return "With %s, %s of the requests were answered within %s of their arrival (%s)%s.%s"
        .formatted(
            names.of(best),
            judged.percent(),
            Figures.time(best.medianMs()),
            Verdict.shots(best),
            worth.isEmpty() ? "" : ": " + String.join(", and ", worth),
            rest.isEmpty() ? "" : " H" + rest.substring(1) + ".");
  }

  private Stream<String> tied(Contest contest) {
    return Stream.concat(
        listed(contest.tied(), " and of ").stream()
            .map(
                "Its shots overlap with those of %s: they do not show which is better."::formatted),
        listed(contest.near(), " or ").stream()
            .map("One shot does not show that it is better than %s."::formatted));
  }

  private Optional<String> slower(Contest contest) {
    List<Summary> slower =
        contest.rows().stream()
            .filter(row -> !row.equals(contest.fastest()))
            .filter(row -> !contest.tied().contains(row) && !contest.near().contains(row))
            .toList();
    return listed(slower, " and ").map("It took longer with %s."::formatted);
  }

  private Optional<String> listed(List<Summary> rows, String and) {
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Figures.first(
                MOST_NAMES,
                rows.stream()
                    .map(row -> "%s (%s)".formatted(names.of(row), Figures.time(row.medianMs())))
                    .toList(),
                and,
                and));
  }

  private static Optional<String> tooFew(StreamGroup group) {
    return !group.keeping().isEmpty() && group.judged().isEmpty()
        ? Optional.of(
            "The requests are too few for any percentile: even the median takes %d, after the warm-up part."
                .formatted(Percentile.ALL.getFirst().fewest()))
        : Optional.empty();
  }

  private Stream<String> growing(StreamGroup group) {
    return group.growing().stream()
        .filter(row -> Growth.of(row).isPresent())
        .collect(groupingBy(row -> Growth.of(row).orElseThrow(), LinkedHashMap::new, toList()))
        .entrySet()
        .stream()
        .map(
            each ->
                "With %s the backlog grows without end, %s"
                    .formatted(
                        Figures.first(
                            MOST_NAMES,
                            each.getValue().stream().map(names::of).toList(),
                            " and ",
                            " and "),
                        rate(each.getKey())));
  }

  private static String rate(Growth growth) {
    return growth.perSecond() == 0
        ? "since as many requests arrive as are served at most, %s a second."
            .formatted(Figures.perSecond(growth.arriving()))
        : "by %s requests a second: %s a second arrive, and %d / %s = %s are served."
            .formatted(
                Figures.perSecond(growth.perSecond()),
                Figures.perSecond(growth.arriving()),
                growth.places(),
                Figures.time(growth.serviceMs()),
                Figures.perSecond(growth.served()));
  }

  private Optional<String> recovering(StreamGroup group) {
    List<String> each =
        Stream.concat(group.keeping().stream(), group.growing().stream())
            .flatMap(
                row ->
                    StreamTable.recovered(row, results).stream()
                        .map(after -> "with %s, %s".formatted(names.of(row), after)))
            .toList();
    return each.isEmpty()
        ? Optional.empty()
        : Stall.of(group.any())
            .map(
                stall ->
                    "The server answered nothing for %s, from %s after the first request. After that the response times were as before: %s."
                        .formatted(
                            Figures.delay(Math.round(stall.lengthMs())),
                            Figures.delay(Math.round(stall.atMs())),
                            Figures.first(MOST_NAMES + 3, each, "; ", "; and ")));
  }
}
