package dev.fanout.report.text;

import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Parameter.Role;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.summary.Results;
import java.util.EnumSet;
import java.util.Set;

/** The names of a run's rows: those of their cases, with a temperature where there are two. */
public final class RowNames {
  private final CaseNames cases;
  private final Set<Parameter> said;
  private final boolean temperatures;

  private RowNames(Results results, Set<Parameter> said) {
    cases = CaseNames.of(results);
    this.said = said;
    temperatures = results.summaries().stream().map(Summary::temperature).distinct().count() > 1;
  }

  /** Those that tell all rows of a run apart. */
  public static RowNames of(Results results) {
    return new RowNames(results, EnumSet.noneOf(Parameter.class));
  }

  /** Those without work and server, which are said beside them. */
  public static RowNames withoutWork(Results results) {
    return new RowNames(results, EnumSet.copyOf(Parameter.of(Role.WORK, Role.SERVER)));
  }

  /** The name of a row, such as {@code fixed-thread-pool 20}. */
  public String of(Summary row) {
    return cases.without(said, row.measured())
        + (temperatures ? ", " + row.temperature().text() : "");
  }
}
