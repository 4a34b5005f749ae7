package dev.fanout.report.tuning.view;

import static java.util.Comparator.comparingDouble;

import dev.fanout.report.text.Figures;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.TunedSize;
import dev.fanout.report.tuning.TuningGoal;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sentence about the fresh shots: whether they confirm the recommendation, and if not, why. */
final class TuningProof {
  private final Recommendation tuned;
  private final Advice advice;
  private final TuningGoal goal;

  private TuningProof(Recommendation tuned) {
    this.tuned = tuned;
    advice = tuned.advice();
    goal = tuned.goal();
  }

  static String of(Recommendation tuned) {
    TunedSize chosen = tuned.chosen();
    Double proofMs = chosen.proofMs();
    if (proofMs == null) {
      return "No fresh shots have tested it.";
    }
    var proof = new TuningProof(tuned);
    if (proof.isAlone(chosen)) {
      return "Fresh shots took %s; there was no other size to compare them with."
          .formatted(Recommendation.time(proofMs, chosen.proofShots()));
    }
    String verdict = proof.verdict(chosen);
    String took = Recommendation.time(proofMs, chosen.proofShots());
    return proof.goal.isThroughput()
        ? "%s: %s, %s.".formatted(verdict, tuned.rate(proofMs), took)
        : "%s: %s%s%s.".formatted(verdict, took, proof.against(), proof.slowestRequests(chosen));
  }

  /** Whether fresh shots could neither confirm it nor speak against it. */
  private boolean isAlone(TunedSize chosen) {
    return advice.goalMet() && advice.regret() == null && !goal.isThroughput() && !isMissed(chosen);
  }

  private boolean isMissed(TunedSize chosen) {
    return goal.isThroughput() ? !advice.proved() : !goal.allowsP99(chosen.proofP99Ms());
  }

  private String verdict(TunedSize chosen) {
    boolean missed = isMissed(chosen);
    if (!advice.goalMet()) {
      return (missed ? "Fresh shots miss the goal of %s too" : "Fresh shots do meet the goal of %s")
          .formatted(goal.target());
    }
    if (advice.proved()) {
      return "Fresh shots confirm it";
    }
    return "Fresh shots do not confirm it, because they "
        + (missed ? "miss the goal of " + goal.target() : "took longer than those of a neighbour");
  }

  /** The neighbour that could have been recommended instead. */
  private String against() {
    Optional<TunedSize> best =
        tuned.tuning().sizes().stream()
            .filter(size -> size.size() != advice.size() && size.proofMs() != null)
            .filter(size -> goal.allowsP99(size.proofP99Ms()))
            .min(comparingDouble(size -> Objects.requireNonNull(size.proofMs())));
    return best.map(
            size ->
                " against %s of the best neighbour, %s%s"
                    .formatted(
                        Figures.time(size.proofMs()),
                        tuned.pool(size.size()),
                        longer(advice.regret())))
        .orElse("");
  }

  private static String longer(@Nullable Double regret) {
    return regret == null || regret < 0.001
        ? ""
        : String.format(Locale.ROOT, "; %.1f %% longer", 100 * regret);
  }

  private String slowestRequests(TunedSize chosen) {
    return goal.isP99() && chosen.proofP99Ms() != null
        ? "; 99 of 100 requests within " + Figures.time(chosen.proofP99Ms())
        : "";
  }
}
