package dev.fanout.bench.tune;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;

/** Carries a search out within its budget, and proves what it chose. */
public final class Tuner {
  /** Fresh shots of each size in the proof. */
  private static final int PROOF_ROUNDS = 3;

  private final Bench bench;
  private final Search search;
  private final Duration budget;
  private final Random random;

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

  /** Searches and proves. */
  public Tuned tune() throws IOException, InterruptedException {
    Tuned.End end = search();
    OptionalInt choice = search.choice().size();
    var proof = new Observations(search.theory());
    boolean failed = end == Tuned.End.FAILED;
    if (!failed && choice.isPresent()) {
      failed = !prove(choice.getAsInt(), proof);
    }
    return failed
        ? new Tuned(search, proof, Tuned.End.FAILED, OptionalInt.empty())
        : new Tuned(search, proof, end, choice);
  }

  private Tuned.End search() throws IOException, InterruptedException {
    for (List<Integer> round = search.nextRound(); !round.isEmpty(); round = search.nextRound()) {
      boolean fired = false;
      for (int size : round) {
        if (fits(cost(size).plus(reserve()))) {
          if (!fire(size, search.observed())) {
            return Tuned.End.FAILED;
          }
          fired = true;
        }
      }
      if (!fired) {
        return Tuned.End.BUDGET;
      }
    }
    return Tuned.End.CERTAIN;
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

  /** The chosen size first in each round, should the budget bear no more. */
  private boolean prove(int choice, Observations proof) throws IOException, InterruptedException {
    List<Integer> others = new ArrayList<>(search.proving(choice));
    others.removeIf(size -> size == choice);
    for (int round = 0; round < PROOF_ROUNDS; round++) {
      Collections.shuffle(others, random);
      for (int size : Stream.concat(Stream.of(choice), others.stream()).toList()) {
        if (fits(cost(size)) && !fire(size, proof)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean fire(int size, Observations observed) throws IOException, InterruptedException {
    var sample = bench.fire(size);
    sample.ifPresent(valid -> observed.add(size, valid));
    return sample.isPresent();
  }

  private Duration cost(int size) {
    return bench.cost(search.expectedMs(size));
  }

  private boolean fits(Duration cost) {
    return bench.spent().plus(cost).compareTo(budget) <= 0;
  }
}
