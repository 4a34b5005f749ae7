package dev.fanout.report.compare;

import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.summary.Summaries;
import dev.fanout.report.text.CaseNames;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two runs of the same work, case by case.
 *
 * @param base the baseline
 * @param fresh the new run
 * @param differences what else differs between the two
 * @param changes a row per case and temperature of either run, the baseline's first
 */
public record Comparison(
    ComparedRun base, ComparedRun fresh, List<Difference> differences, List<Change> changes) {

  /**
   * Compares.
   *
   * @param across the kinds of difference that are wanted; code may always differ
   * @throws NotComparableException if anything else differs
   */
  public static Comparison of(ComparedRun base, ComparedRun fresh, Set<Difference.Kind> across)
      throws NotComparableException {
    List<Difference> differences = Difference.between(base, fresh);
    List<Difference> forbidden =
        differences.stream()
            .filter(each -> each.kind() != Difference.Kind.CODE && !across.contains(each.kind()))
            .toList();
    if (!forbidden.isEmpty()) {
      throw new NotComparableException(base, fresh, forbidden);
    }
    List<Summary> before = Summaries.of(base.shots(), List.of());
    List<Summary> after = Summaries.of(fresh.shots(), List.of());
    Stream<Summary> added = after.stream().filter(row -> same(row, before) == null);
    return new Comparison(
        base,
        fresh,
        differences,
        Stream.concat(before.stream(), added)
            .map(
                row ->
                    Change.of(
                        row.measured(),
                        row.temperature(),
                        same(row, before),
                        elapsed(base, row),
                        same(row, after),
                        elapsed(fresh, row)))
            .toList());
  }

  /** The names of the cases of both runs. */
  CaseNames names() {
    return CaseNames.of(changes.stream().map(Change::measured));
  }

  private static @Nullable Summary same(Summary wanted, List<Summary> rows) {
    return rows.stream()
        .filter(row -> row.measured().equals(wanted.measured()))
        .filter(row -> row.temperature() == wanted.temperature())
        .findFirst()
        .orElse(null);
  }

  private static double[] elapsed(ComparedRun run, Summary row) {
    return run.shots().stream()
        .filter(Shot::valid)
        .filter(row::isOf)
        .mapToDouble(shot -> Objects.requireNonNull(shot.elapsedMs()))
        .toArray();
  }
}
