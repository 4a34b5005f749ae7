package dev.fanout.report.chart;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Results;
import dev.fanout.report.measurement.Summary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.function.Function;

/** The names of a run's cases: their labels, and of the workload what tells two of them apart. */
public final class CaseNames {
  private final boolean severalCounts;
  private final boolean severalDelays;
  private final boolean severalWorkloads;

  /** Looks at all cases that are to be told apart. */
  CaseNames(Collection<Case> cases) {
    severalCounts = several(cases, Case::requests);
    severalDelays = several(cases, Case::delayMs);
    severalWorkloads = several(cases, Case::workload);
  }

  /** The names of a run's cases. */
  public static CaseNames of(Results results) {
    return new CaseNames(results.summaries().stream().map(Summary::measured).toList());
  }

  private static boolean several(Collection<Case> cases, Function<Case, Object> part) {
    return cases.stream().map(part).distinct().count() > 1;
  }

  /** The case's name, such as {@code virtual-threads, 1000 requests}; free of line breaks. */
  public String of(Case measured) {
    var parts = new ArrayList<String>();
    parts.add(measured.label());
    if (severalCounts) {
      parts.add(measured.requests() + " requests");
    }
    if (severalDelays) {
      parts.add(measured.delayMs() + " ms");
    }
    if (severalWorkloads) {
      parts.add(measured.workload());
    }
    return oneLine(String.join(", ", parts));
  }

  /** A chart is XML, which has no place for control characters. */
  static String oneLine(String name) {
    return name.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\ufffe\\uffff]", " ");
  }
}
