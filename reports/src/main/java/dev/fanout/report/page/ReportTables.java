package dev.fanout.report.page;

import dev.fanout.report.measurement.ClaimCheck;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.summary.Results;
import dev.fanout.report.text.CaseNames;
import dev.fanout.report.text.Figures;
import dev.fanout.report.text.SummaryTable;
import dev.fanout.report.text.TextTable;
import dev.fanout.report.text.TextTable.Column;
import java.util.List;
import java.util.Objects;

/** The tables of a report that stand both in report.md and in the page. */
final class ReportTables {
  private ReportTables() {}

  /** All cases with their figures. */
  static TextTable<Summary> cases(Results results) {
    var names = CaseNames.of(results);
    return SummaryTable.ofFigures(results, Column.left("case", row -> names.of(row.measured())));
  }

  /** The published figures, and what became of them here. */
  static TextTable<ClaimCheck> claims(Results results) {
    return new TextTable<>(
        List.of(
            Column.left("claim", check -> check.claim().id()),
            Column.left("case", check -> check.summary().label()),
            Column.right("published", check -> Figures.time(check.claim().publishedMs())),
            Column.right("measured", check -> Figures.time(check.summary().medianMs())),
            Column.left("verdict", ClaimCheck::verdict),
            Column.left("reason", ClaimCheck::reason)),
        results.claims());
  }

  /** The shots that do not count, and why. */
  static TextTable<Shot> failures(Results results) {
    var names = CaseNames.of(results);
    return new TextTable<>(
        List.of(
            Column.left("case", shot -> names.of(shot.measured(), shot.temperature())),
            Column.right("round", shot -> Integer.toString(shot.round())),
            Column.right("answered", shot -> Integer.toString(shot.succeeded())),
            Column.right("failed", shot -> Integer.toString(shot.failed())),
            Column.left("cause", shot -> Objects.requireNonNullElse(shot.failure(), "unknown"))),
        results.shots().stream().filter(shot -> !shot.valid()).toList());
  }
}
