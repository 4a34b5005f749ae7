package dev.fanout.bench.tune;

import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Capacity;
import dev.fanout.report.tuning.Goal;
import dev.fanout.report.tuning.SizeFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * Which sizes to measure next.
 *
 * <p>Sizes are the steps of the theory. It opens around the one that the theory would take, closes
 * in from both sides where the measurements say otherwise, and repeats what noise leaves in doubt.
 */
public final class Search {
  /** The fewest shots of which one that was disturbed does not move the median. */
  static final int LEAST_SHOTS = 3;

  private static final int MOST_SHOTS = 9; // further ones lower the error by little for their time
  private static final double HOPE = 0.03; // by which what is expected of a size may be wrong
  private static final double OFF = 0.08; // from the theory: more than overhead and noise explain
  private static final double GENTLE = 2; // times the server's capacity: a queue as long as it

  private final Goal goal;
  private final int most;
  private final Random random;
  private final OptionalInt probed;
  private final List<SizeFailure> failures = new ArrayList<>();
  private Theory theory;
  private NavigableSet<Integer> steps;
  private int below = Integer.MAX_VALUE;
  private boolean learnt;
  private boolean changes;
  private Observations all;
  private Observations observed;
  private Choice choice;

  /**
   * A search that has seen nothing yet.
   *
   * @param most the largest size allowed
   * @param random the order of shots
   */
  public Search(Goal goal, Theory theory, int most, Random random) {
    this.goal = goal;
    this.most = most;
    this.theory = theory;
    this.probed = theory.capacity();
    this.steps = new TreeSet<>(theory.steps(most));
    this.random = random;
    this.all = new Observations(theory);
    this.observed = new Observations(theory);
    this.choice = new Choice(goal, theory.requests(), observed);
  }

  /** What was measured so far of the sizes that come into question. */
  Observations observed() {
    return observed;
  }

  /** What was measured so far, of sizes too that no longer come into question. */
  Observations all() {
    return all;
  }

  /** The sizes that failed. */
  public List<SizeFailure> failures() {
    return List.copyOf(failures);
  }

  /** Whether no size is left that could be tried. */
  boolean isExhausted() {
    return steps.isEmpty();
  }

  /** The smallest size that failed: only smaller ones are fired; larger than all if none did. */
  int failing() {
    return failures.stream().mapToInt(SizeFailure::size).min().orElse(Integer.MAX_VALUE);
  }

  /** Whether a size of a round is still worth a shot, after what the round has shown so far. */
  boolean wants(int size) {
    return size < failing()
        && (!learnt || size <= GENTLE * theory.capacity().orElse(Integer.MAX_VALUE));
  }

  void add(Sample sample, int size) {
    all.add(sample, size);
    observed.add(sample, size);
    learn();
  }

  /** What sizes show of the server's capacity; empty if no more than the probe. */
  Optional<Capacity> shown(Observations sizes) {
    return new Saturation(sizes, theory, probed).shown();
  }

  /** Predicts with the capacity that measurements show, where they contradict the present one. */
  private void learn() {
    OptionalInt present = theory.capacity();
    Optional<Capacity> shown = shown(observed);
    OptionalInt other = shown.map(capacity -> agreeing(present, capacity)).orElse(probed);
    if (!other.equals(present)) {
      learnt = true;
      theory = theory.withCapacity(other);
      steps = new TreeSet<>(theory.steps(most)).headSet(below, false);
      all = all.with(theory);
      observed = observed.with(theory);
    }
    changes = shown.filter(Capacity::changes).isPresent() && !goal.isThroughput();
    choose();
  }

  private void choose() {
    Optional<Integer> served =
        changes && !steps.isEmpty() ? Optional.of(served()) : Optional.empty();
    choice = new Choice(goal, theory.requests(), observed, served);
  }

  /** The size that theory would take, but no more than the server answers at once. */
  private int served() {
    return nearest(Math.min(predicted(), theory.capacity().orElse(Integer.MAX_VALUE)));
  }

  /** The capacity, unless what was shown contradicts it. */
  private static OptionalInt agreeing(OptionalInt capacity, Capacity shown) {
    Integer atOnce = shown.atOnce();
    Integer high = shown.high();
    boolean agrees =
        capacity.isPresent()
            && !shown.changes()
            && capacity.getAsInt() >= shown.low()
            && high != null
            && capacity.getAsInt() <= high;
    if (agrees) {
      return capacity;
    }
    return atOnce == null ? OptionalInt.empty() : OptionalInt.of(atOnce);
  }

  /**
   * A size failed: only smaller ones still come into question.
   *
   * @param answers whether the server still answers; if it does not, what failed has nothing to do
   *     with the size where a larger one has worked, so that none comes into question
   */
  void fail(SizeFailure failure, boolean answers) {
    failures.add(failure);
    boolean contradicted = observed.sizes().ceiling(failure.size()) != null;
    below = Math.min(below, !answers && contradicted ? 0 : failure.size());
    steps = steps.headSet(below, false);
    observed = observed.below(below);
    choose();
  }

  /** What follows from it. */
  Choice choice() {
    return choice;
  }

  /** By which sizes are predicted. */
  Theory theory() {
    return theory;
  }

  /** The sizes to fire once each, in that order; none once the choice is certain. */
  List<Integer> nextRound() {
    if (isExhausted()) {
      return List.of();
    }
    boolean first = observed.sizes().isEmpty();
    if (first && !failures.isEmpty()) {
      return List.of(nearest(failing() / 2.0));
    }
    var round = new ArrayList<>(first ? opening() : carefully(learnt ? reopening() : closing()));
    learnt = false;
    Collections.shuffle(round, random);
    if (first) {
      round.removeIf(size -> size == predicted());
      round.addFirst(predicted()); // in case the budget allows no more than that
    }
    return round;
  }

  /** Where a size has failed, larger ones than those that worked are halfway to it. */
  private Set<Integer> carefully(Set<Integer> wanted) {
    int worked = observed.sizes().last();
    if (!failures.isEmpty() && wanted.removeIf(size -> size > worked)) {
      middle(unmeasured(size -> size > worked), worked, failing()).ifPresent(wanted::add);
    }
    return wanted;
  }

  /** The wall time in milliseconds that a shot of that size is expected to take. */
  double expectedMs(int size) {
    return observed.sizes().isEmpty() ? theory.ms(size) : observed.expectedMs(size);
  }

  /** The size that the theory would take. */
  public int predicted() {
    int last = steps.last();
    double enough = goal.enoughMs(theory.ms(last), theory.requests());
    double enoughMean = goal.enoughMs(theory.meanMs(last), theory.requests());
    return steps.stream()
        .filter(size -> theory.ms(size) <= enough && theory.meanMs(size) <= enoughMean)
        .findFirst()
        .orElse(last);
  }

  /** The size, those next to it, and the best: what a proof of it has to measure. */
  Set<Integer> proving(int size) {
    return around(size, choice.best());
  }

  /** These sizes, and the steps next to the first. */
  private NavigableSet<Integer> around(int size, int other) {
    var sizes = new TreeSet<Integer>(List.of(size, other));
    Stream.of(Optional.ofNullable(steps.lower(size)), Optional.ofNullable(steps.higher(size)))
        .flatMap(Optional::stream)
        .forEach(sizes::add);
    return sizes;
  }

  private Set<Integer> opening() {
    int predicted = predicted();
    int last =
        theory.capacity().isEmpty()
            ? steps.last()
            : Math.max(predicted, nearest(GENTLE * theory.capacity().getAsInt()));
    NavigableSet<Integer> sizes = around(predicted, last);
    sizes.add(nearest(Math.sqrt((double) predicted * last)));
    if (goal.isThroughput()) { // the law of scalability wants sizes apart
      Stream.of(0.25, 0.5, 2.0).forEach(factor -> sizes.add(nearest(factor * predicted)));
    }
    if (goal.isPercentile() && theory.capacity().isPresent()) {
      double rounds = Math.max(1, goal.withinMs() / theory.ms(steps.last()));
      sizes.removeIf(size -> size > rounds * theory.capacity().getAsInt() && size != predicted);
    }
    return sizes;
  }

  /** What it would have opened with, had it known before what it has learnt. */
  private Set<Integer> reopening() {
    Set<Integer> sizes = opening();
    sizes.removeAll(observed.sizes());
    return sizes.isEmpty() ? closing() : sizes;
  }

  private Set<Integer> closing() {
    int chosen = choice.size().orElseThrow();
    if (changes) {
      return observed.of(served()).size() < LEAST_SHOTS
          ? new TreeSet<>(Set.of(served()))
          : new TreeSet<>();
    }
    int reference = isRateMet() ? chosen : choice.reference();
    var wanted = new TreeSet<Integer>();
    choice.good().flatMap(this::smaller).ifPresent(wanted::add);
    better().ifPresent(wanted::add);
    if (isOff(chosen) || isOff(reference)) {
      wanted.addAll(uncharted(chosen, reference));
    }
    wanted.addAll(doubtful(chosen, reference));
    return wanted;
  }

  /** Whether a rate was asked for and is met: then no size need be better. */
  private boolean isRateMet() {
    return goal.isThroughput() && choice.isMet();
  }

  /** A size below the good one that may be good too. */
  private Optional<Integer> smaller(int good) {
    Integer bad = observed.sizes().lower(good);
    if (bad == null) {
      return middle(unmeasured(size -> size < good), good / 4.0, good);
    }
    return unmeasured(size -> size > bad && size < good).stream()
        .filter(size -> choice.promises(size, 1 + HOPE))
        .findFirst();
  }

  /**
   * A size that may be better than the best: larger than what was chosen, or where none is; halfway
   * to those that do not keep the requests' times.
   */
  private Optional<Integer> better() {
    if (isRateMet()) {
      return Optional.empty();
    }
    int from = choice.good().orElse(0);
    int forbidden = forbidden();
    double enough = (1 - HOPE) * choice.bestMs();
    List<Integer> sizes =
        unmeasured(size -> size > from && size < forbidden && observed.expectedMs(size) < enough);
    return forbidden == Integer.MAX_VALUE
        ? sizes.stream().min(Comparator.comparingDouble(observed::expectedMs))
        : middle(sizes, Math.max(1, from), forbidden);
  }

  /** Sizes next to those that decide, where the theory is too far off to tell of them. */
  private Set<Integer> uncharted(int chosen, int reference) {
    NavigableSet<Integer> sizes = around(chosen, reference);
    sizes.addAll(around(reference, chosen));
    if (observed.measuredExcess(reference) < 1 - OFF) {
      sizes.add(nearest(GENTLE * observed.sizes().last())); // what was thought to bind does not
    }
    int forbidden = forbidden();
    sizes.removeIf(size -> observed.sizes().contains(size) || size > forbidden);
    return sizes;
  }

  private boolean isOff(int size) {
    return Math.abs(Math.log(observed.measuredExcess(size))) >= OFF;
  }

  /** Sizes that decide, of which noise alone may say what is said of them. */
  private Set<Integer> doubtful(int chosen, int reference) {
    var decisive = new TreeSet<Integer>(List.of(chosen, reference));
    Optional.ofNullable(observed.sizes().lower(chosen)).ifPresent(decisive::add);
    if (!isRateMet()) { // one bad shot does not rule out what theory has better
      choice.allowed().stream()
          .filter(size -> theory.meanMs(size) < theory.meanMs(chosen) / Advice.WITHIN)
          .forEach(decisive::add);
    }
    var doubtful = new TreeSet<Integer>();
    for (int size : decisive) {
      if (isClose(size)) {
        doubtful.addAll(List.of(size, reference));
      } else if (observed.of(size).size() < LEAST_SHOTS) {
        doubtful.add(size);
      }
    }
    doubtful.removeIf(size -> observed.of(size).size() >= MOST_SHOTS);
    return doubtful;
  }

  /** Whether noise alone may have put it on its side of the border. */
  private boolean isClose(int size) {
    double off = Math.abs(Math.log(observed.medianMs(size) / choice.enoughMs()));
    return size != choice.reference() && off < Observations.MARGIN * observed.error(size);
  }

  /** The smallest size that does not keep the requests' times; larger than all if there is none. */
  private int forbidden() {
    List<Integer> allowed = choice.allowed();
    return observed.sizes().stream()
        .filter(size -> !allowed.contains(size))
        .findFirst()
        .orElse(Integer.MAX_VALUE);
  }

  private List<Integer> unmeasured(IntPredicate wanted) {
    return steps.stream()
        .filter(size -> wanted.test(size) && !observed.sizes().contains(size))
        .toList();
  }

  private int nearest(double size) {
    return middle(steps, size, size).orElseThrow();
  }

  private static Optional<Integer> middle(Collection<Integer> sizes, double from, double to) {
    return sizes.stream()
        .min(Comparator.comparingDouble(size -> Math.abs(Math.log(size / Math.sqrt(from * to)))));
  }
}
