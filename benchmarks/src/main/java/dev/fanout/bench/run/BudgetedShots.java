package dev.fanout.bench.run;

import dev.fanout.bench.backend.FailureText;
import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.bench.run.ShotRunner.JudgedShot;
import dev.fanout.bench.tune.Bench.Disturbed;
import dev.fanout.bench.tune.Bench.Failed;
import dev.fanout.bench.tune.Bench.Interrupted;
import dev.fanout.bench.tune.Bench.OutOfTime;
import dev.fanout.bench.tune.Bench.ShotOutcome;
import dev.fanout.bench.tune.Bench.Valid;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.tuning.SizeFailure;
import dev.fanout.server.TimeSpan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The shots of a search: each is stopped when the budget is used up. */
final class BudgetedShots {
  private static final int AGAIN_MILLIS = 100; // what a shot has started since is ended too

  private final ServerProbe probe;
  private final double waitMs;
  private final ShotRunner runner;
  private final Instant begun;
  private final Duration budget;

  /** By how much a shot has taken longer than it was thought to, at most. */
  private Duration surplus = Duration.ZERO;

  private @Nullable String gone;

  /**
   * Those of a search.
   *
   * @param probe asks the server whether it still answers, within what is left of the budget
   * @param waitMs how long a call usually waits
   * @param begun since when the budget is counted
   */
  BudgetedShots(
      ServerProbe probe, double waitMs, ShotRunner runner, Instant begun, Duration budget) {
    this.probe = probe;
    this.waitMs = waitMs;
    this.runner = runner;
    this.begun = begun;
    this.budget = budget;
  }

  /** Why the server no longer answers; absent if it does, as far as is known. */
  @Nullable String gone() {
    return gone;
  }

  /** The time since the search began. */
  Duration spent() {
    return Duration.between(begun, Instant.now());
  }

  /** How much longer than it was thought to take a shot may take, as those before did. */
  Duration surplus() {
    return surplus;
  }

  /** Is told how much longer than it was thought to take a shot took. */
  void took(Duration longer) {
    surplus = longer.compareTo(surplus) > 0 ? longer : surplus;
  }

  /**
   * Fires a shot.
   *
   * @param size what it measures
   * @param valid what it shows, if it is valid
   */
  <S> ShotOutcome<S> fire(ShotPlan shot, int size, Function<JudgedShot, S> valid)
      throws IOException, InterruptedException {
    Instant ends = begun.plus(budget);
    var stopped = new AtomicBoolean();
    try (var budgetEnd = Executors.newSingleThreadScheduledExecutor()) {
      var _ =
          budgetEnd.scheduleAtFixedRate(
              () -> {
                stopped.set(true);
                runner.shooter().stop();
              },
              probe.deadline().left().toMillis(),
              AGAIN_MILLIS,
              TimeUnit.MILLISECONDS);
      Supplier<Optional<String>> why =
          () -> stopped.get() ? Optional.of(usedUp()) : Optional.empty();
      Optional<JudgedShot> came = runner.fire(shot, ends, why);
      return came.isEmpty() ? new Interrupted<>() : told(size, came.get(), valid);
    } catch (IOException e) { // the server is gone, for one
      return stopped.get() ? new OutOfTime<>() : notShotOutcome(size, FailureText.of(e));
    }
  }

  private String usedUp() {
    return "the shot was stopped since the budget of %s was used up"
        .formatted(TimeSpan.text(budget));
  }

  private <S> ShotOutcome<S> told(int size, JudgedShot came, Function<JudgedShot, S> valid)
      throws IOException, InterruptedException {
    Optional<ShotOutcome<S>> nothing = nothingOfItsSize(came);
    if (nothing.isPresent()) {
      return nothing.get();
    }
    String failure = came.shot().failure();
    return failure == null ? new Valid<>(valid.apply(came)) : failed(size, failure);
  }

  /** A shot that says nothing of its size, since something else kept it from counting. */
  static <S> Optional<ShotOutcome<S>> nothingOfItsSize(JudgedShot came) {
    Shot shot = came.shot();
    if (came.stopped()) {
      return Optional.of(new OutOfTime<>());
    }
    if (shot.stoodStill() != null) {
      return Optional.of(new Disturbed<>(shot.stoodStill().failure()));
    }
    boolean paced = shot.value(Metric.LATENESS_P99_MS) != null;
    return Optional.ofNullable(shot.failure())
        .filter(_ -> paced && shot.failed() == 0)
        .map(Disturbed::new); // such as by a pacer that came late, and not by the model
  }

  private <S> ShotOutcome<S> failed(int size, String how) throws IOException, InterruptedException {
    Optional<String> wrong = wrongNow();
    wrong.ifPresent(why -> gone = why);
    return new Failed<>(new SizeFailure(size, false, how), wrong.isEmpty());
  }

  /** A shot that was not even fired or recorded; the server is to blame only if it is gone. */
  private <S> ShotOutcome<S> notShotOutcome(int size, String why)
      throws IOException, InterruptedException {
    ShotOutcome<S> failed = failed(size, why);
    return failed instanceof Failed<S>(_, boolean answers) && answers
        ? new Disturbed<>(why)
        : failed;
  }

  private Optional<String> wrongNow() throws IOException, InterruptedException {
    if (probe.deadline().isOver()) {
      return Optional.empty(); // the budget ends the search anyway
    }
    return probe.target().served() instanceof Served.Gone
        ? Optional.of("the server has ended")
        : probe.wrongAlone(waitMs);
  }
}
