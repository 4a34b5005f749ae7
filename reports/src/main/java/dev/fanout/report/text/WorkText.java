package dev.fanout.report.text;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Environment.Plan;
import dev.fanout.report.measurement.Environment.PlannedShot;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Parameter.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The work that cases do, in words. */
public final class WorkText {
  private static final int MOST_LISTED = 3;

  private WorkText() {}

  /**
   * All of it in one line, such as {@code 100 requests of 3 s}, {@code 10 and 100 requests of
   * uniform:1s..5s} or {@code 100 requests of 3 s, workload crawl, 5 ms and 20 ms CPU}.
   */
  public static String of(Collection<Case> cases) {
    return without(Set.of(), cases);
  }

  /** The work and the server of a case, without what is said beside it. */
  public static String against(Case any, Set<Parameter> said) {
    return Stream.concat(
            Stream.of(without(said, List.of(any))),
            Parameter.of(Role.SERVER).stream()
                .filter(each -> !said.contains(each) && each != Parameter.STALL) // it is work here
                .flatMap(each -> Optional.ofNullable(each.label(any.value(each))).stream()))
        .collect(Collectors.joining(", "));
  }

  /** What was to be measured, such as {@code 100 requests of 3 s}. */
  public static String planned(Plan plan) {
    return plan.shots().isEmpty()
        ? "%s of %s"
            .formatted(Figures.count(plan.requests(), "request"), Figures.delay(plan.delayMs()))
        : of(plan.shots().stream().map(PlannedShot::measured).toList());
  }

  /** The same, without what is said beside it. */
  public static String without(Set<Parameter> said, Collection<Case> cases) {
    var parts = new ArrayList<String>();
    List<String> counts = texts(cases, comparingInt(Case::requests), each -> "" + each.requests());
    List<String> delays =
        texts(cases, comparingLong(Case::delayMs).thenComparing(WorkText::delay), WorkText::delay);
    boolean streams = cases.stream().allMatch(Case::isStream);
    parts.add(
        streams && counts.size() > 1
            ? "requests of %s".formatted(listed(delays)) // as many as arrive
            : "%s request%s of %s"
                .formatted(listed(counts), counts.equals(List.of("1")) ? "" : "s", listed(delays)));
    List<String> workloads = texts(cases, comparing(Case::workload), Case::workload);
    if (!workloads.stream().allMatch(Parameter.WORKLOAD::isUsual)) {
      parts.add("workload%s %s".formatted(workloads.size() == 1 ? "" : "s", listed(workloads)));
    }
    for (Parameter parameter : Parameter.of(Role.WORK)) {
      boolean amount = parameter.isAmountOfWork() && parameter != Parameter.STREAM_MS;
      if (amount && parameter.compareTo(Parameter.DELAY) > 0 && !said.contains(parameter)) {
        amounts(parameter, cases).ifPresent(parts::add);
      }
    }
    arriving(said, cases).ifPresent(parts::add);
    return String.join(", ", parts);
  }

  /** How the requests of streams arrive, such as {@code arriving poisson:80/s for 30 s}. */
  private static Optional<String> arriving(Set<Parameter> said, Collection<Case> cases) {
    List<Case> streams =
        cases.stream().filter(each -> each.value(Parameter.ARRIVALS) != null).toList();
    if (streams.isEmpty()) {
      return Optional.empty();
    }
    List<String> arrivals =
        said.contains(Parameter.ARRIVALS)
            ? List.of("one by one")
            : texts(
                streams, // those of a high rate have many requests
                comparingInt(Case::requests),
                each -> String.valueOf(each.value(Parameter.ARRIVALS)));
    List<String> lengths =
        streams.stream()
            .map(each -> Figures.of(Parameter.STREAM_MS, each.value(Parameter.STREAM_MS)))
            .distinct()
            .toList();
    List<String> stalls =
        said.contains(Parameter.STALL)
            ? List.of()
            : texts(streams, comparing(WorkText::stall), WorkText::stall);
    return Optional.of(
        "arriving %s for %s%s"
            .formatted(
                listed(arrivals), listed(lengths), stalls.size() == 1 ? stalls.getFirst() : ""));
  }

  /** When the server holds its answers back, after a comma; empty for never. */
  private static String stall(Case stream) {
    return Optional.ofNullable(Parameter.STALL.label(stream.value(Parameter.STALL)))
        .map(", "::concat)
        .orElse("");
  }

  /** What a parameter of some workload alone is, if it is not what is usual. */
  private static Optional<String> amounts(Parameter parameter, Collection<Case> cases) {
    List<Object> amounts =
        cases.stream()
            .flatMap(each -> Optional.ofNullable(parameter.orUsual(each.value(parameter))).stream())
            .sorted(comparingLong(amount -> ((Number) amount).longValue()))
            .distinct()
            .toList();
    return amounts.stream().allMatch(parameter::isUsual)
        ? Optional.empty()
        : Optional.of(
            parameter.phrase(
                listed(amounts.stream().map(each -> Figures.of(parameter, each)).toList())));
  }

  /** The delay as it was set, such as {@code 3 s} or {@code uniform:1s..5s}. */
  public static String delay(Case measured) {
    return Objects.requireNonNullElse(measured.delay(), Figures.delay(measured.delayMs()));
  }

  private static List<String> texts(
      Collection<Case> cases, Comparator<Case> order, Function<Case, String> text) {
    return cases.stream().sorted(order).map(text).distinct().toList();
  }

  private static String listed(List<String> texts) {
    if (texts.size() > MOST_LISTED) {
      return texts.getFirst() + " to " + texts.getLast();
    }
    return texts.size() == 1
        ? texts.getFirst()
        : String.join(", ", texts.subList(0, texts.size() - 1)) + " and " + texts.getLast();
  }
}
