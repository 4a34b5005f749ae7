package dev.fanout.bench.run;

import dev.fanout.bench.plan.Plan;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.report.csv.ClaimsCsv;
import dev.fanout.report.measurement.Claim;
import dev.fanout.report.measurement.ClaimCheck;
import dev.fanout.report.measurement.Environment.PlannedShot;
import dev.fanout.report.summary.Results;
import dev.fanout.report.threshold.MalformedThresholdException;
import dev.fanout.report.threshold.Threshold;
import dev.fanout.report.threshold.ThresholdCheck;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the results must show for the run to succeed.
 *
 * @param thresholds on figures of the summary
 * @param claims whether every published figure that the run repeats must be reproduced
 */
public record Demands(List<Threshold> thresholds, boolean claims) {

  /**
   * Makes sure, before anything is measured, that the plan can show what is demanded.
   *
   * @throws RefusedException if a demand is on a case that is not planned
   */
  void requirePlanned(Plan plan) throws IOException {
    List<PlannedShot> planned = plan.recorded().shots();
    try {
      thresholds.forEach(threshold -> threshold.requirePlanned(planned));
    } catch (MalformedThresholdException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
    List<Claim> published = ClaimsCsv.read();
    if (claims
        && planned.stream()
            .noneMatch(shot -> published.stream().anyMatch(c -> c.isAbout(shot.measured())))) {
      throw new RefusedException(
          "--assert-claims needs a case that repeats a published experiment, and none is planned;"
              + " the preset tutorial has some.");
    }
  }

  /** Says of each threshold whether it holds, and returns whether all that is demanded does. */
  boolean hold(Results results, Consumer<String> say) {
    List<ThresholdCheck> checks =
        thresholds.stream().map(threshold -> threshold.check(results.summaries())).toList();
    checks.forEach(check -> say.accept(check.toString()));
    boolean reproduced = results.claims().stream().allMatch(ClaimCheck::reproduced);
    return checks.stream().allMatch(ThresholdCheck::holds) && (reproduced || !claims);
  }
}
