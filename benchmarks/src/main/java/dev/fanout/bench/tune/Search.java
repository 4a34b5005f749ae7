package dev.fanout.bench.tune;

import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.SizeFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
  private static final double WIDE = 1.5; // a gap that may hide something then: half a size more
  private static final double GENTLE = 2; // times the server's capacity: a queue as long as it

  private final Goal goal;
  private final Theory theory;
  private final Random random;
  private final Observations all;
  private final List<SizeFailure> failures = new ArrayList<>();
  private List<Integer> steps;
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
    this.theory = theory;
    this.steps = theory.steps(most);
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

  /** Whether a size may be fired: it is smaller than all that failed. */
  boolean isOpen(int size) {
    return failures.stream().allMatch(failure -> size < failure.size());
  }

  /** What was measured of such sizes. */
  Observations open(Observations measured) {
    return failures.isEmpty() ? measured : measured.below(lowestFailed());
  }

  void add(Sample sample, int size) {
    all.add(sample, size);
    observed.add(sample, size);
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
    int from = !answers && contradicted ? 0 : failure.size();
    steps = steps.stream().filter(step -> step < from).toList();
    observed = observed.below(from);
    choice = new Choice(goal, theory.requests(), observed);
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
      return List.of(nearest(lowestFailed() / 2.0));
    }
    var round = new ArrayList<>(first ? opening() : carefully(closing()));
    Collections.shuffle(round, random);
    if (first) {
      round.removeIf(size -> size == predicted());
      round.addFirst(predicted()); // in case the budget allows no more than that
    }
    return round;
  }

  /** Where a size has failed, larger ones than those that worked are halfway to it. */
  private Collection<Integer> carefully(Collection<Integer> wanted) {
    if (failures.isEmpty()) {
      return wanted;
    }
    int worked = observed.sizes().last();
    var careful = new TreeSet<>(wanted);
    if (careful.removeIf(size -> size > worked)) {
      middle(unmeasured(size -> size > worked), worked, lowestFailed()).ifPresent(careful::add);
    }
    return careful;
  }

  private int lowestFailed() {
    return failures.stream().mapToInt(SizeFailure::size).min().orElseThrow();
  }

  /** The wall time in milliseconds that a shot of that size is expected to take. */
  double expectedMs(int size) {
    return observed.sizes().isEmpty() ? theory.ms(size) : observed.expectedMs(size);
  }

  /** The size that the theory would take. */
  public int predicted() {
    int last = steps.getLast();
    return Choice.smallest(
            steps,
            size ->
                theory.ms(size) <= goal.enoughMs(theory.ms(last), theory.requests())
                    && theory.meanMs(size) <= goal.enoughMs(theory.meanMs(last), theory.requests()))
        .orElse(last);
  }

  /** The size, those next to it, and the best: what a proof of it has to measure. */
  List<Integer> proving(int size) {
    var sizes = new TreeSet<Integer>(List.of(size, choice.best()));
    below(size).ifPresent(sizes::add);
    above(size).ifPresent(sizes::add);
    return List.copyOf(sizes);
  }

  private OptionalInt below(int size) {
    return steps.stream().mapToInt(step -> step).filter(step -> step < size).max();
  }

  private OptionalInt above(int size) {
    return steps.stream().mapToInt(step -> step).filter(step -> step > size).min();
  }

  private Collection<Integer> opening() {
    int predicted = predicted();
    OptionalInt capacity = theory.capacity();
    int last =
        capacity.isEmpty()
            ? steps.getLast()
            : Math.max(predicted, nearest(GENTLE * capacity.getAsInt()));
    var sizes = new TreeSet<Integer>(List.of(predicted, last));
    below(predicted).ifPresent(sizes::add);
    above(predicted).ifPresent(sizes::add);
    sizes.add(nearest(Math.sqrt((double) predicted * last)));
    if (goal instanceof Goal.Throughput) { // the law of scalability wants sizes apart
      Stream.of(0.25, 0.5, 2.0).forEach(factor -> sizes.add(nearest(factor * predicted)));
    }
    if (goal instanceof Goal.P99(var time) && capacity.isPresent()) {
      double rounds = Math.max(1, time.toMillis() / theory.ms(steps.getLast()));
      sizes.removeIf(size -> size > rounds * capacity.getAsInt() && size != predicted);
    }
    return sizes;
  }

  private Collection<Integer> closing() {
    var wanted = new TreeSet<Integer>();
    OptionalInt good = choice.good();
    if (good.isPresent()) {
      closeInOn(good.getAsInt()).ifPresent(wanted::add);
    }
    better().ifPresent(wanted::add);
    border().ifPresent(wanted::add);
    wanted.addAll(uncharted());
    wanted.addAll(doubtful());
    return wanted;
  }

  /** A size below the good one that may be good too. */
  private OptionalInt closeInOn(int good) {
    Integer bad = observed.sizes().lower(good);
    if (bad == null) {
      return middle(unmeasured(size -> size < good), good / 4.0, good);
    }
    List<Integer> between = unmeasured(size -> size > bad && size < good);
    OptionalInt promising = Choice.smallest(between, size -> choice.promises(size, 1 + HOPE));
    double apart = observed.measuredExcess(good) / observed.measuredExcess(bad);
    return promising.isPresent() || Math.abs(Math.log(apart)) < OFF
        ? promising
        : middle(between, bad, good); // something binds in between, where no theory tells of it
  }

  /** A size that may be better than the best: larger than what was chosen, or where none is. */
  private OptionalInt better() {
    if (choice.allowed().isEmpty() || (choice.isMet() && goal instanceof Goal.Throughput)) {
      return OptionalInt.empty();
    }
    int from = choice.good().orElse(0);
    Integer forbidden = smallestForbidden();
    double best = choice.bestMs();
    return unmeasured(size -> size > from && (forbidden == null || size < forbidden)).stream()
        .filter(size -> observed.expectedMs(size) < (1 - HOPE) * best)
        .min(Comparator.comparingDouble(observed::expectedMs))
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  /** A size between those that keep the requests' times and those that do not. */
  private OptionalInt border() {
    Integer forbidden = smallestForbidden();
    if (forbidden == null) {
      return OptionalInt.empty();
    }
    List<Integer> allowed = choice.allowed();
    int from = allowed.isEmpty() ? 0 : Collections.max(allowed);
    double best = choice.bestMs();
    return middle(
        unmeasured(
            size ->
                size > from
                    && size < forbidden
                    && observed.expectedMs(size) < best / Advice.WITHIN),
        Math.max(1, from),
        forbidden);
  }

  /** Sizes between the measured ones, where the theory is too far off to tell of them. */
  private Collection<Integer> uncharted() {
    var sizes = new TreeSet<Integer>();
    OptionalInt chosen = choice.size();
    if (chosen.isEmpty()) {
      return sizes;
    }
    int reference = reference(chosen.getAsInt());
    if (isTrue(chosen.getAsInt()) && isTrue(reference)) {
      return sizes;
    }
    for (int near : List.of(chosen.getAsInt(), reference)) {
      below(near).ifPresent(sizes::add);
      above(near).ifPresent(sizes::add);
    }
    int before = chosen.getAsInt();
    for (int size : observed.sizes().tailSet(before, false)) {
      if (size > WIDE * before) {
        sizes.add(nearest(Math.sqrt((double) before * size)));
      }
      before = size;
    }
    if (observed.measuredExcess(reference) < 1 - OFF) {
      sizes.add(nearest(GENTLE * before)); // what was thought to bind does not
    }
    sizes.removeAll(observed.sizes());
    Integer forbidden = smallestForbidden();
    if (forbidden != null) {
      sizes.removeIf(size -> size > forbidden);
    }
    return sizes;
  }

  private boolean isTrue(int size) {
    return Math.abs(Math.log(observed.measuredExcess(size))) < OFF;
  }

  private Collection<Integer> doubtful() {
    var doubtful = new TreeSet<Integer>();
    OptionalInt chosen = choice.size();
    if (chosen.isEmpty()) {
      return doubtful;
    }
    int reference = reference(chosen.getAsInt());
    var decisive = new TreeSet<Integer>(List.of(chosen.getAsInt(), reference));
    Integer bad = observed.sizes().lower(chosen.getAsInt());
    if (bad != null) {
      decisive.add(bad);
    }
    choice.allowed().stream().filter(size -> gains(chosen.getAsInt(), size)).forEach(decisive::add);
    boolean close = false;
    for (int size : decisive) {
      close |= isClose(size);
      if (observed.of(size).size() < LEAST_SHOTS || (isClose(size) && hasShotsLeft(size))) {
        doubtful.add(size);
      }
    }
    if (close && hasShotsLeft(reference)) {
      doubtful.add(reference);
    }
    return doubtful;
  }

  /**
   * Whether theory has it better than what was chosen, so that one bad shot does not rule it out.
   */
  private boolean gains(int chosen, int size) {
    boolean enough = choice.isMet() && goal instanceof Goal.Throughput;
    return !enough && theory.meanMs(size) < theory.meanMs(chosen) / Advice.WITHIN;
  }

  /** What the choice is held against: the best or, where a rate is met, the rate alone. */
  private int reference(int chosen) {
    return choice.isMet() && goal instanceof Goal.Throughput ? chosen : choice.reference();
  }

  private boolean hasShotsLeft(int size) {
    return observed.of(size).size() < MOST_SHOTS;
  }

  /** Whether noise alone may have put it on its side of the border. */
  private boolean isClose(int size) {
    double off = Math.abs(Math.log(observed.medianMs(size) / choice.enoughMs()));
    return size != choice.reference() && off < Observations.MARGIN * observed.error(size);
  }

  private @Nullable Integer smallestForbidden() {
    var forbidden = new TreeSet<>(observed.sizes());
    choice.allowed().forEach(forbidden::remove);
    return forbidden.isEmpty() ? null : forbidden.first();
  }

  private List<Integer> unmeasured(IntPredicate wanted) {
    return steps.stream()
        .filter(size -> wanted.test(size) && !observed.sizes().contains(size))
        .toList();
  }

  private int nearest(double size) {
    return middle(steps, size, size).orElseThrow();
  }

  private static OptionalInt middle(List<Integer> sizes, double from, double to) {
    return sizes.stream()
        .min(Comparator.comparingDouble(size -> Math.abs(Math.log(size / Math.sqrt(from * to)))))
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }
}
