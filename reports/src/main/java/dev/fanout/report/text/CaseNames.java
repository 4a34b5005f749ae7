package dev.fanout.report.text;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Environment.PlannedShot;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Parameter.Role;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.summary.Results;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of a run's cases: their labels, and of the work what tells two of them apart. */
public final class CaseNames {
  /** What of the work is not part of the label, and tells two of the cases apart. */
  private final List<Parameter> telling;

  /** What of the label is that of all streams, and stands in the title of their run. */
  private final Set<Parameter> shared;

  private CaseNames(Collection<Case> cases) {
    boolean streams = !cases.isEmpty() && cases.stream().allMatch(Case::isStream);
    telling =
        Parameter.of(Role.WORK).stream()
            .filter(each -> !each.isLabelled() && each != Parameter.DELAY)
            .filter(each -> !streams || each != Parameter.REQUESTS) // they follow from arrivals
            .filter(each -> several(cases, each))
            .toList();
    shared =
        Stream.of(Parameter.ARRIVALS, Parameter.STALL)
            .filter(_ -> streams)
            .filter(each -> cases.stream().map(one -> text(each, one)).distinct().count() == 1)
            .collect(Collectors.toSet());
  }

  private static boolean several(Collection<Case> cases, Parameter part) {
    return cases.stream()
            .filter(each -> each.value(part) != null)
            .map(each -> text(part, each))
            .distinct()
            .count()
        > 1;
  }

  private static String text(Parameter part, Case measured) {
    return part == Parameter.DELAY_MS
        ? WorkText.delay(measured)
        : Figures.of(part, measured.value(part));
  }

  /** The names of cases that are to be told apart. */
  public static CaseNames of(Stream<Case> cases) {
    return new CaseNames(cases.toList());
  }

  /** The names of a run's cases. */
  public static CaseNames of(Results results) {
    return of(
        Stream.concat(
            results.summaries().stream().map(Summary::measured),
            results.missing().stream().map(PlannedShot::measured)));
  }

  /** The case's name, such as {@code virtual-threads, 1000 requests}; free of line breaks. */
  public String of(Case measured) {
    return without(EnumSet.noneOf(Parameter.class), measured);
  }

  /** The case's name and a temperature, such as {@code virtual-threads, warm}. */
  public String of(Case measured, Temperature temperature) {
    return of(measured) + ", " + temperature.text();
  }

  /** The case's name without what is said beside it. */
  public String without(Set<Parameter> said, Case measured) {
    var parts = new ArrayList<String>();
    parts.add(measured.labelWithout(Stream.concat(said.stream(), shared.stream()).toList()));
    for (Parameter part : telling) {
      if (!said.contains(part) && measured.value(part) != null) {
        parts.add(named(part, text(part, measured)));
      }
    }
    return forXml(String.join(", ", parts));
  }

  private static String named(Parameter part, String text) {
    return switch (part) {
      case REQUESTS -> text + " requests";
      case DELAY_MS -> text;
      default -> part.phrase(text);
    };
  }

  /** A chart is XML, which has no place for these two. */
  private static String forXml(String name) {
    return name.replace('\ufffe', ' ').replace('\uffff', ' ');
  }
}
