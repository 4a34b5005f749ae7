package dev.fanout.bench.tune;

import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Goal;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a search went.
 *
 * @param search what it measured
 * @param proof the fresh shots of the chosen size and its neighbours
 * @param end why it ended
 * @param choice the size it chose; empty if none was measured without failure, or it was
 *     interrupted
 * @param disturbance why the last shots did not count, where that ended it; absent otherwise
 */
public record Tuned(
    Search search, Observations proof, End end, OptionalInt choice, @Nullable String disturbance) {
  /** Why a search ends. */
  public enum End {
    /** No other size is in question. */
    CERTAIN,
    /** The budget was used up before that. */
    BUDGET,
    /** A shot failed, and no other size could be tried. */
    FAILED,
    /**
     * Several shots in a row did not count, for a reason that has nothing to do with their sizes.
     */
    DISTURBED
  }

  /**
   * How much longer the fresh shots of the chosen size took than the shortest of those that the
   * goal allows, as a share; empty if there were none of it, or of no other size.
   */
  public OptionalDouble regret() {
    if (choice.isEmpty()
        || !proof.sizes().contains(choice.getAsInt())
        || proof.sizes().size() == 1) {
      return OptionalDouble.empty();
    }
    double chosen = proof.medianMs(choice.getAsInt());
    double best =
        proof.sizes().stream()
            .filter(size -> search.choice().goal().allows(proof.p99Ms(size)))
            .mapToDouble(proof::medianMs)
            .min()
            .orElse(chosen);
    return OptionalDouble.of(Math.max(0, chosen / best - 1));
  }

  /**
   * Whether the fresh shots of the chosen size confirm it: they meet the goal and, unless that is a
   * rate, took at most 5 % longer than those of the best that meets it.
   */
  public boolean isProved() {
    if (choice.isEmpty() || !proof.sizes().contains(choice.getAsInt())) {
      return false;
    }
    int size = choice.getAsInt();
    Goal goal = search.choice().goal();
    int requests = search.theory().requests();
    return goal.isThroughput()
        ? proof.medianMs(size) <= goal.enoughMs(0, requests)
        : goal.allows(proof.p99Ms(size)) && regret().orElse(1) <= Advice.WITHIN - 1;
  }

  /** Whether fresh shots say otherwise; those of a rate alone, or of several sizes, can. */
  public boolean isRefuted() {
    boolean tried = choice.isPresent() && proof.sizes().contains(choice.getAsInt());
    boolean compared = regret().isPresent() || search.choice().goal().isThroughput();
    return tried && compared && !isProved();
  }

  /** Whether some size met the goal. */
  public boolean isMet() {
    return search.choice().isMet();
  }

  /** All sizes that were measured, in rising order. */
  public List<Integer> sizes() {
    var sizes = new TreeSet<>(search.all().sizes());
    sizes.addAll(proof.sizes());
    return List.copyOf(sizes);
  }
}
