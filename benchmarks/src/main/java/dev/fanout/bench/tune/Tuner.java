package dev.fanout.bench.tune;

import dev.fanout.report.tuning.SizeFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.ObjIntConsumer;
import java.util.stream.Stream;

/** Carries a search out within its budget, and proves what it chose. */
public final class Tuner {
  /** Fresh shots of each size in the proof. */
  private static final int PROOF_ROUNDS = 3;

  private final Bench bench;
  private final Search search;
  private final Duration budget;
  private final Random random;
  private boolean interrupted;

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
    while (end != Tuned.End.FAILED && search.choice().size().isPresent()) {
      Proof tried = prove(search.choice().size().getAsInt(), proof);
      proof = search.open(proof);
      if (tried == Proof.ENDED) {
        break;
      }
      end = tried == Proof.CUT_SHORT ? Tuned.End.FAILED : search();
    }
    return new Tuned(
        search, proof, end, interrupted ? OptionalInt.empty() : search.choice().size());
  }

  private enum Proof {
    /** All that the budget allows was fired. */
    ENDED,
    /** A size failed, so that another one may be chosen. */
    SIZE_FAILED,
    /** There is no going on. */
    CUT_SHORT
  }

  private Tuned.End search() throws IOException, InterruptedException {
    for (List<Integer> round = search.nextRound(); !round.isEmpty(); round = search.nextRound()) {
      boolean fired = false;
      for (int size : round) {
        if (search.isOpen(size) && fits(cost(size).plus(reserve()))) {
          if (!goesOn(fire(size, search::add))) {
            return Tuned.End.FAILED;
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
  private Proof prove(int choice, Observations proof) throws IOException, InterruptedException {
    List<Integer> others = new ArrayList<>(search.proving(choice));
    others.removeIf(size -> size == choice);
    for (int round = 0; round < PROOF_ROUNDS; round++) {
      Collections.shuffle(others, random);
      for (int size : Stream.concat(Stream.of(choice), others.stream()).toList()) {
        if (fits(cost(size)) && search.isOpen(size) && proof.of(size).size() <= round) {
          Bench.Fired fired = fire(size, proof::add);
          if (!goesOn(fired)) {
            return Proof.CUT_SHORT;
          }
          if (fired instanceof Bench.Failed && search.choice().size().orElse(0) != choice) {
            return Proof.SIZE_FAILED;
          }
        }
      }
    }
    return Proof.ENDED;
  }

  private Bench.Fired fire(int size, ObjIntConsumer<Sample> observed)
      throws IOException, InterruptedException {
    Bench.Fired fired = bench.fire(size);
    switch (fired) {
      case Bench.Valid(Sample sample) -> observed.accept(sample, size);
      case Bench.Failed(SizeFailure failure, boolean answers) -> search.fail(failure, answers);
      case Bench.Interrupted _ -> interrupted = true;
    }
    return fired;
  }

  private static boolean goesOn(Bench.Fired fired) {
    return switch (fired) {
      case Bench.Valid _ -> true;
      case Bench.Failed(_, boolean answers) -> answers;
      case Bench.Interrupted _ -> false;
    };
  }

  private Duration cost(int size) {
    return bench.cost(search.expectedMs(size));
  }

  private boolean fits(Duration cost) {
    return bench.spent().plus(cost).compareTo(budget) <= 0;
  }
}
