package dev.fanout.report.text;

import dev.fanout.report.compare.Change;
import dev.fanout.report.compare.Comparison;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Environment.PlannedShot;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Results;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.measurement.Work;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The names of a run's cases: their labels, and of the work what tells two of them apart. */
public final class CaseNames {
  private final boolean severalCounts;
  private final boolean severalDelays;
  private final boolean severalLengths;

  private CaseNames(Collection<Case> cases) {
    severalCounts = several(cases, Work::requests);
    severalDelays = several(cases, WorkText::delay);
    severalLengths =
        several(cases.stream().filter(each -> each.fileBytes() != null).toList(), WorkText::length);
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

  /** The names of the cases of two runs. */
  public static CaseNames of(Comparison comparison) {
    return of(comparison.changes().stream().map(Change::measured));
  }

  private static boolean several(Collection<Case> cases, Function<Work, Object> part) {
    return cases.stream().map(Case::work).map(part).distinct().count() > 1;
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
    Work work = measured.work();
    var parts = new ArrayList<String>();
    parts.add(measured.labelWithout(said));
    if (severalCounts && !said.contains(Parameter.REQUESTS)) {
      parts.add(work.requests() + " requests");
    }
    if (severalDelays && !said.contains(Parameter.DELAY_MS)) {
      parts.add(WorkText.delay(work));
    }
    if (severalLengths && work.fileBytes() != null && !said.contains(Parameter.FILE_BYTES)) {
      parts.add("files of " + WorkText.length(work));
    }
    return forXml(String.join(", ", parts));
  }

  /** A chart is XML, which has no place for these two. */
  private static String forXml(String name) {
    return name.replace('\ufffe', ' ').replace('\uffff', ' ');
  }
}
