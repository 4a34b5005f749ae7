package dev.fanout.bench.tune;

import dev.fanout.report.tuning.SizeFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Carries a search out within its budget, and proves what it chose. */
public final class Tuner {
  /**
   * Shots in a row that do not count, whatever their sizes; then the search ends, since what
   * disturbs three is not an accident.
   */
  public static final int MOST_DISTURBED = 3;

  private final Bench bench;
  private final Search search;
  private final Duration budget;
  private final Random random;
  private boolean interrupted;
  private int disturbed;
  private @Nullable String disturbance;

  /**
   * A search to be carried out.
   *
   * @param budget for all of it, the proof included
   * @param random the order of shots
   */
  public Tuner(Bench bench, Search search, Duration budget, Random random) {
    this.bench = bench;
    this.search = search;
    this.budget = budget;
    this.random = random;
  }

  /** Searches and proves; where a size fails in its proof, both go on with those below it. */
  public Tuned tune() throws IOException, InterruptedException {
    var proof = new Observations(search.theory());
    Tuned.End end = search();
    while ((end == Tuned.End.CERTAIN || end == Tuned.End.BUDGET)
        && search.choice().size().isPresent()) {
      Tried tried = prove(search.choice().size().getAsInt(), proof);
      proof = search.open(proof);
      if (tried instanceof Proved) {
        break;
      }
      end = tried instanceof CutShort(Tuned.End why) ? why : search();
    }
    return new Tuned(
        search,
        proof,
        end,
        interrupted ? OptionalInt.empty() : search.choice().size(),
        end == Tuned.End.DISTURBED ? disturbance : null);
  }

  /** What became of a proof. */
  private sealed interface Tried {}

  /** All that the budget allows was fired. */
  private record Proved() implements Tried {}

  /** A size failed, so that another one may be chosen. */
  private record SizeFailed() implements Tried {}

  /** The search cannot go on. */
  private record CutShort(Tuned.End why) implements Tried {}

  private Tuned.End search() throws IOException, InterruptedException {
    for (List<Integer> round = search.nextRound(); !round.isEmpty(); round = search.nextRound()) {
      boolean fired = false;
      for (int size : round) {
        if (search.isOpen(size) && fits(cost(size).plus(reserve()))) {
          Optional<Tuned.End> end = end(fire(size, reserve(), search::add));
          if (end.isPresent()) {
            return end.get();
          }
          fired = true;
        }
      }
      if (!fired) {
        return Tuned.End.BUDGET;
      }
    }
    return search.isExhausted() ? Tuned.End.FAILED : Tuned.End.CERTAIN;
  }

  /** What a proof in one round will take; nothing is kept for it before the first shot. */
  private Duration reserve() {
    OptionalInt choice = search.choice().size();
    return choice.isEmpty()
        ? Duration.ZERO
        : search.proving(choice.getAsInt()).stream()
            .map(this::cost)
            .reduce(Duration.ZERO, Duration::plus);
  }

  /** The chosen size first in each round, in case the budget allows no more. */
  private Tried prove(int choice, Observations proof) throws IOException, InterruptedException {
    List<Integer> others = new ArrayList<>(search.proving(choice));
    others.removeIf(size -> size == choice);
    for (int round = 0; round < Search.LEAST_SHOTS; round++) {
      Collections.shuffle(others, random);
      for (int size : Stream.concat(Stream.of(choice), others.stream()).toList()) {
        if (fits(cost(size)) && search.isOpen(size) && proof.of(size).size() <= round) {
          Bench.Fired fired = fire(size, Duration.ZERO, proof::add);
          Optional<Tuned.End> end = end(fired);
          if (end.isPresent()) {
            return new CutShort(end.get());
          }
          if (fired instanceof Bench.Failed && search.choice().size().orElse(0) != choice) {
            return new SizeFailed();
          }
        }
      }
    }
    return new Proved();
  }

  /** Fires a shot and, while it does not count for another reason than its size, fires it again. */
  private Bench.Fired fire(int size, Duration reserve, ObjIntConsumer<Sample> observed)
      throws IOException, InterruptedException {
    Bench.Fired fired;
    do {
      fired = bench.fire(size);
      disturbed = fired instanceof Bench.Disturbed ? disturbed + 1 : 0;
    } while (disturbed > 0 && disturbed < MOST_DISTURBED && fits(cost(size).plus(reserve)));
    switch (fired) {
      case Bench.Valid(Sample sample) -> observed.accept(sample, size);
      case Bench.Failed(SizeFailure failure, boolean answers) -> search.fail(failure, answers);
      case Bench.Disturbed(String cause) -> disturbance = cause;
      case Bench.OutOfTime _ -> {} // as if it had not been fired
      case Bench.Interrupted _ -> interrupted = true;
    }
    return fired;
  }

  /** What the shot ends the search as; empty if it goes on. */
  private Optional<Tuned.End> end(Bench.Fired fired) {
    return switch (fired) {
      case Bench.Valid _ -> Optional.empty();
      case Bench.Failed(_, boolean answers) ->
          answers ? Optional.empty() : Optional.of(Tuned.End.FAILED);
      case Bench.Disturbed _ ->
          Optional.of(disturbed < MOST_DISTURBED ? Tuned.End.BUDGET : Tuned.End.DISTURBED);
      case Bench.OutOfTime _ -> Optional.of(Tuned.End.BUDGET);
      case Bench.Interrupted _ -> Optional.of(Tuned.End.FAILED);
    };
  }

  private Duration cost(int size) {
    return bench.cost(search.expectedMs(size));
  }

  private boolean fits(Duration cost) {
    return bench.spent().plus(cost).compareTo(budget) <= 0;
  }
}
