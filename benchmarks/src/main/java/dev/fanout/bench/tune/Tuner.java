package dev.fanout.bench.tune;

import dev.fanout.report.tuning.SizeFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ObjIntConsumer;
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
      Optional<Tuned.End> other = prove(search.choice().size().get(), proof);
      proof = proof.below(search.failing());
      if (other.isEmpty()) {
        break;
      }
      end = other.get();
    }
    return new Tuned(
        search,
        proof,
        end,
        interrupted ? Optional.empty() : search.choice().size(),
        end == Tuned.End.DISTURBED ? disturbance : null);
  }

  private Tuned.End search() throws IOException, InterruptedException {
    for (List<Integer> round = search.nextRound(); !round.isEmpty(); round = search.nextRound()) {
      boolean fired = false;
      for (int size : round) {
        if (search.wants(size) && fits(cost(size).plus(reserve()))) {
          Optional<Tuned.End> end = fire(size, reserve(), search::add);
          if (end.isPresent()) {
            return end.get();
          }
          fired = true;
        }
      }
      if (!fired) {
        return Tuned.End.BUDGET;
      }
      search.choice().size().ifPresent(size -> bench.found(size, search.observed().medianMs(size)));
    }
    return search.isExhausted() ? Tuned.End.FAILED : Tuned.End.CERTAIN;
  }

  /** What a proof in one round will take; nothing is kept for it before the first shot. */
  private Duration reserve() {
    return search.choice().size().stream()
        .flatMap(choice -> search.proving(choice).stream())
        .map(this::cost)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /**
   * Fires fresh shots as far as the budget allows, the chosen size first in each round.
   *
   * @return how the search ends otherwise, because of these shots; empty if it ends as before
   */
  private Optional<Tuned.End> prove(int choice, Observations proof)
      throws IOException, InterruptedException {
    List<Integer> sizes = new ArrayList<>(search.proving(choice));
    for (int round = 0; round < Search.LEAST_SHOTS; round++) {
      Collections.shuffle(sizes, random);
      Collections.swap(sizes, 0, sizes.indexOf(choice));
      for (int size : sizes) {
        if (fits(cost(size)) && size < search.failing() && proof.of(size).size() <= round) {
          Optional<Tuned.End> end = fire(size, Duration.ZERO, proof::add);
          if (end.isPresent()) {
            return end;
          }
          if (search.choice().size().orElse(0) != choice) { // since a size failed
            return Optional.of(search());
          }
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Fires a shot and, while it does not count for another reason than its size, fires it again.
   *
   * @return what it ends the search as; empty if that goes on
   */
  private Optional<Tuned.End> fire(int size, Duration reserve, ObjIntConsumer<Sample> observed)
      throws IOException, InterruptedException {
    for (int shot = 1; ; shot++) {
      switch (bench.fire(size)) {
        case Bench.Valid(Sample sample) -> {
          observed.accept(sample, size);
          return Optional.empty();
        }
        case Bench.Failed(SizeFailure failure, boolean answers) -> {
          search.fail(failure, answers);
          return answers ? Optional.empty() : Optional.of(Tuned.End.FAILED);
        }
        case Bench.Disturbed(String cause) -> disturbance = cause;
        case Bench.OutOfTime<Sample> _ -> {
          return Optional.of(Tuned.End.BUDGET);
        }
        case Bench.Interrupted<Sample> _ -> {
          interrupted = true;
          return Optional.of(Tuned.End.FAILED);
        }
      }
      if (shot == MOST_DISTURBED || !fits(cost(size).plus(reserve))) {
        return Optional.of(shot < MOST_DISTURBED ? Tuned.End.BUDGET : Tuned.End.DISTURBED);
      }
    }
  }

  private Duration cost(int size) {
    return bench.cost(search.expectedMs(size));
  }

  private boolean fits(Duration cost) {
    return bench.spent().plus(cost).compareTo(budget) <= 0;
  }
}
