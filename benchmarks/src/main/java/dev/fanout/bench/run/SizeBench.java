package dev.fanout.bench.run;

import dev.fanout.bench.backend.FailureText;
import dev.fanout.bench.model.Scenario;
import dev.fanout.bench.model.ShotTrace;
import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.bench.run.ShotRunner.JudgedShot;
import dev.fanout.bench.tune.Answers;
import dev.fanout.bench.tune.Bench;
import dev.fanout.bench.tune.Question;
import dev.fanout.bench.tune.Sample;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.text.Figures;
import dev.fanout.report.tuning.SizeFailure;
import dev.fanout.server.TimeSpan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.commons.statistics.descriptive.Quantile;
import org.jspecify.annotations.Nullable;

/** Sizes measured for a tuning: each by warm shots, in a JVM of their own, as in any run. */
final class SizeBench implements Bench {
  private static final double PERCENTILE = 0.99;
  private static final int AGAIN_MILLIS = 100; // what a shot has started since is ended too

  private final Question question;
  private final ServerProbe probe;
  private final double waitMs;
  private final ShotRunner runner;
  private final Instant begun;
  private final Consumer<String> say;
  private final Map<Integer, Integer> rounds = new HashMap<>();

  /** By how much a shot has taken longer than it was thought to, at most. */
  private Duration surplus = Duration.ZERO;

  private @Nullable String gone;
  private int found;

  SizeBench(
      Question question,
      ServerProbe probe,
      double waitMs,
      ShotRunner runner,
      Instant begun,
      Consumer<String> say) {
    this.question = question;
    this.probe = probe;
    this.waitMs = waitMs;
    this.runner = runner;
    this.begun = begun;
    this.say = say;
  }

  /** Why the server no longer answers; absent if it does, as far as is known. */
  @Nullable String gone() {
    return gone;
  }

  @Override
  public ShotOutcome fire(int size) throws IOException, InterruptedException {
    ShotPlan shot = planned(question, size, rounds.merge(size, 1, Integer::sum));
    Duration before = spent();
    Instant ends = begun.plus(question.budget());
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
      return came.isEmpty() ? new Interrupted() : told(size, came.get(), before);
    } catch (IOException e) { // the server is gone, for one
      return stopped.get() ? new OutOfTime() : notShotOutcome(size, FailureText.of(e));
    }
  }

  @Override
  public void found(int size, double wallMs) {
    if (size != found) {
      say.accept(
          "So far the best is %s: %s".formatted(question.unit().count(size), Figures.time(wallMs)));
    }
    found = size;
  }

  private String usedUp() {
    return "the shot was stopped since the budget of %s was used up"
        .formatted(TimeSpan.text(question.budget()));
  }

  private ShotOutcome told(int size, JudgedShot came, Duration before)
      throws IOException, InterruptedException {
    Optional<ShotOutcome> nothing = nothingOfItsSize(came);
    if (nothing.isPresent()) {
      return nothing.get();
    }
    String failure = came.shot().failure();
    return failure == null ? new Valid(sample(came, before)) : failed(size, failure);
  }

  /** A shot that says nothing of its size, since something else kept it from counting. */
  static Optional<ShotOutcome> nothingOfItsSize(JudgedShot came) {
    Shot shot = came.shot();
    if (came.stopped()) {
      return Optional.of(new OutOfTime());
    }
    return Optional.ofNullable(shot.stoodStill()).map(stood -> new Disturbed(stood.failure()));
  }

  private Sample sample(JudgedShot came, Duration before) {
    Shot measured = came.shot();
    double wallMs = Objects.requireNonNull(measured.elapsedMs());
    Duration more = spent().minus(before).minus(cost(question, wallMs));
    surplus = more.compareTo(surplus) > 0 ? more : surplus;
    ShotTrace trace = came.trace().orElseThrow();
    return new Sample(
        wallMs, percentile(trace.requests()), answers(trace.requests()), measured.values());
  }

  private ShotOutcome failed(int size, String how) throws IOException, InterruptedException {
    Optional<String> wrong = wrongNow();
    wrong.ifPresent(why -> gone = why);
    return new Failed(new SizeFailure(size, false, how), wrong.isEmpty());
  }

  /** A shot that was not even fired or recorded; the server is to blame only if it is gone. */
  private ShotOutcome notShotOutcome(int size, String why)
      throws IOException, InterruptedException {
    ShotOutcome failed = failed(size, why);
    return failed instanceof Failed(_, boolean answers) && answers ? new Disturbed(why) : failed;
  }

  private Optional<String> wrongNow() throws IOException, InterruptedException {
    if (probe.deadline().isOver()) {
      return Optional.empty(); // the budget ends the search anyway
    }
    return probe.target().served() instanceof Served.Gone
        ? Optional.of("the server has ended")
        : probe.wrongAlone(waitMs);
  }

  @Override
  public Duration cost(double wallMs) {
    return cost(question, wallMs).plus(surplus);
  }

  /** How long it takes to fire a shot of that wall time, its JVM's start and warm-up included. */
  static Duration cost(Question question, double wallMs) {
    Duration wall = Duration.ofNanos((long) (wallMs * 1e6));
    ShotPlan quickest = planned(question, question.requests(), 1);
    Duration warmUp = quickest.warmUp();
    Duration onItself = wall.multipliedBy(Scenario.WARM_UP_SHOTS);
    boolean longer = !question.work().kind().setsDelay() && onItself.compareTo(warmUp) > 0;
    return quickest
        .expected()
        .minus(quickest.floor())
        .minus(warmUp)
        .plus(longer ? onItself : warmUp)
        .plus(wall);
  }

  @Override
  public Duration spent() {
    return Duration.between(begun, Instant.now());
  }

  private static ShotPlan planned(Question question, int size, int round) {
    return ShotPlan.of(
        question.model(), question.parameters(size), Temperature.WARM, round, question.own());
  }

  private static Answers answers(List<RequestTrace> requests) {
    return new Answers(
        requests.stream().mapToDouble(RequestTrace::startMs).toArray(),
        requests.stream().mapToDouble(RequestTrace::endMs).toArray());
  }

  private static double percentile(List<RequestTrace> requests) {
    return Quantile.withDefaults()
        .evaluate(
            requests.stream().mapToDouble(request -> request.endMs() - request.startMs()).toArray(),
            PERCENTILE);
  }
}
