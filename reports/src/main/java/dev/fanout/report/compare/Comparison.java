package dev.fanout.report.compare;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.summary.Summaries;
import dev.fanout.report.text.CaseNames;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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

  private record Group(Case measured, Temperature temperature) {
    static Group of(Summary row) {
      return new Group(row.measured(), row.temperature());
    }
  }

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
    Map<Group, Summary> of = summaries(base);
    Map<Group, Summary> to = summaries(fresh);
    var groups = new LinkedHashSet<>(of.keySet());
    groups.addAll(to.keySet());
    return new Comparison(
        base,
        fresh,
        differences,
        groups.stream()
            .map(
                group ->
                    change(
                        group,
                        of.get(group),
                        elapsed(base, group),
                        to.get(group),
                        elapsed(fresh, group)))
            .toList());
  }

  /** The names of the cases of both runs. */
  CaseNames names() {
    return CaseNames.of(changes.stream().map(Change::measured));
  }

  private static Map<Group, Summary> summaries(ComparedRun run) {
    return Summaries.of(run.shots(), List.of()).stream()
        .collect(
            Collectors.toMap(Group::of, Function.identity(), (one, _) -> one, LinkedHashMap::new));
  }

  private static double[] elapsed(ComparedRun run, Group group) {
    return run.shots().stream()
        .filter(Shot::valid)
        .filter(shot -> group.equals(new Group(shot.measured(), shot.temperature())))
        .mapToDouble(shot -> Objects.requireNonNull(shot.elapsedMs()))
        .toArray();
  }

  private static Change change(
      Group group,
      @Nullable Summary base,
      double[] baseMs,
      @Nullable Summary fresh,
      double[] freshMs) {
    Double band =
        base == null || base.medianMs() == null
            ? null
            : Double.valueOf(Change.bandMs(base.overheadMs()));
    Shift shift = baseMs.length == 0 || freshMs.length == 0 ? null : Shift.between(baseMs, freshMs);
    return new Change(
        group.measured(),
        group.temperature(),
        baseMs.length,
        base == null ? null : base.medianMs(),
        freshMs.length,
        fresh == null ? null : fresh.medianMs(),
        shift,
        band,
        shift == null || band == null
            ? Change.Verdict.TOO_FEW_SHOTS_TO_TELL
            : Change.Verdict.of(shift, band));
  }
}
