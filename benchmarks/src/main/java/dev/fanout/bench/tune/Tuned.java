package dev.fanout.bench.tune;

import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Capacity;
import dev.fanout.report.tuning.Goal;
import java.util.List;
import java.util.Optional;
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
    Search search,
    Observations proof,
    End end,
    Optional<Integer> choice,
    @Nullable String disturbance) {
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

  /** What all shots show of how many requests the server answers at once. */
  public Optional<Capacity> capacity() {
    return search.shown(search.observed().and(proof));
  }

  private Goal goal() {
    return search.choice().goal();
  }

  /** The chosen size, if there are fresh shots of it. */
  private Optional<Integer> tried() {
    return choice.filter(proof.sizes()::contains);
  }

  /**
   * How much longer the fresh shots of the chosen size took than the shortest of those that the
   * goal allows, as a share; empty if there were none of it, or of no other size.
   */
  public Optional<Double> regret() {
    return tried()
        .filter(_ -> proof.sizes().size() > 1)
        .map(proof::medianMs)
        .map(
            chosen ->
                proof.sizes().stream()
                    .filter(size -> goal().allows(proof.p99Ms(size)))
                    .mapToDouble(size -> chosen / proof.medianMs(size) - 1)
                    .reduce(0, Math::max));
  }

  /**
   * Whether the fresh shots of the chosen size confirm it: they meet the goal and, unless that is a
   * rate, took at most 5 % longer than those of the best that meets it.
   */
  public boolean isProved() {
    return tried()
        .filter(
            size ->
                goal().isThroughput()
                    ? proof.medianMs(size) <= goal().enoughMs(0, search.theory().requests())
                    : goal().allows(proof.p99Ms(size)) && regret().orElse(1.0) <= Advice.WITHIN - 1)
        .isPresent();
  }

  /** Whether fresh shots say otherwise; those of a rate alone, or of several sizes, can. */
  public boolean isRefuted() {
    boolean compared = regret().isPresent() || goal().isThroughput();
    boolean changes = capacity().filter(Capacity::changes).isPresent();
    return tried().isPresent() && compared && !isProved() && !changes;
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
