package dev.fanout.bench.run;

import dev.fanout.bench.plan.Called;
import dev.fanout.bench.plan.PlanText;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.bench.tune.Advisor;
import dev.fanout.bench.tune.AssumedDelay;
import dev.fanout.bench.tune.Question;
import dev.fanout.bench.tune.Search;
import dev.fanout.bench.tune.Theory;
import dev.fanout.bench.workload.Work;
import dev.fanout.report.text.Figures;
import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.SizeFailure;
import dev.fanout.report.tuning.view.ProbeText;
import dev.fanout.server.TimeSpan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Consumer;

/** The search for the size that a question asks for. */
public record TuningRun(Question question) implements Experiment {
  static final int PROBING_SHARE = 20; // of the budget, for calls, and for bursts
  private static final int FEW_BURSTS = 10;
  static final int GENTLE = 4; // times what a rate keeps in flight are sent at once
  private static final Duration START = Duration.ofSeconds(3); // of the server, and its warm-up
  private static final int FEWEST_CALLS = 4;

  @Override
  public void check() {
    ShotPlan.checkWarmUp();
    SizeLimits limits = SizeLimits.of(question);
    if (question.work().kind().setsDelay()) {
      Theory theory = theory(question, question.work(), OptionalInt.empty(), 0);
      requireBudget(question, limits, theory, probing(limits.most()));
    }
  }

  @Override
  public String announcement(Instant begun) {
    return "Tuning: %s for %s, %s to %s, up to %s; within %s, so done by %s at the latest"
        .formatted(
            question.subject(),
            question.goal().text(),
            Figures.count(question.requests(), "request"),
            question.own() == null ? Target.slowServer(question.server()) : question.own(),
            question.unit().count(SizeLimits.of(question).most()),
            TimeSpan.text(question.budget()),
            PlanText.clock(begun.plus(question.budget()), begun));
  }

  @Override
  public Targets open() throws IOException {
    Work work = question.work();
    Called called = called();
    return new Targets(Map.of(called, Target.open(called, work.longest())));
  }

  Called called() {
    return new Called(question.own(), question.server());
  }

  @Override
  public ShotSource prepare(Targets targets, Start start) throws IOException, InterruptedException {
    Consumer<String> say = start.say();
    say.accept("Probe: what does a call cost, and how many does the server answer at once?");
    OptionalInt takes = takes(targets.of(called()));
    Deadline deadline = Deadline.in(question.budget().minus(since(start.at())), start.stop());
    Duration patience = question.budget().dividedBy(PROBING_SHARE);
    var serverProbe = new ServerProbe(targets.of(called()), question.work(), deadline);
    ServerProbe.Alone alone = serverProbe.alone(patience);
    Question enough = question.enoughFor(alone.medianMs());
    if (enough.requests() != question.requests()) {
      say.accept("  such a rate needs %s".formatted(Figures.count(enough.requests(), "request")));
    }
    SizeLimits limits = SizeLimits.of(enough).connected(takes);
    ServerProbe.Observation observed =
        serverProbe.bursts(alone, mostAtOnce(enough, limits, alone), forBursts(patience, alone));
    Probe probe = observed.probe();
    SizeFailure failure = observed.failure();
    String found = ProbeText.of(probe, failure == null ? List.of() : List.of(failure));
    start.say().accept(found.indent(2).stripTrailing());
    Integer capacity = probe.capacity();
    if (probe.server() == Probe.Server.REFUSES && capacity != null) {
      limits = limits.handled(capacity);
    }
    boolean own = !question.work().kind().setsDelay();
    Theory theory =
        theory(
            enough,
            own ? enough.work().withDelay(AssumedDelay.of(alone.waitsMs())) : enough.work(),
            capacity == null ? OptionalInt.empty() : OptionalInt.of(capacity),
            probe.callCpuMs());
    Question asked = own ? enough.withDelay(AssumedDelay.least(alone.waitsMs())) : enough;
    requireBudget(asked, limits, theory, since(start.at()));
    var advisor = new Advisor(asked, limits.most(), limits.from(), probe, failure, theory);
    return new SizeSearch(asked, serverProbe, advisor, start.at(), say);
  }

  /**
   * How many connections it takes, where that bounds the sizes.
   *
   * @throws RefusedException if they are fewer than was asked for
   */
  OptionalInt takes(Target target) {
    boolean fixed = question.passing() < question.requests();
    int given = Objects.requireNonNullElse(question.most(), 1);
    Preflight.checkConnections(
        target, fixed ? question.passing() : Math.min(given, question.requests()));
    return fixed ? OptionalInt.empty() : Preflight.mostConnections(target);
  }

  static Duration since(Instant begun) {
    return Duration.between(begun, Instant.now());
  }

  /** Time for a few at least, where the budget is short and the server slow. */
  static Duration forBursts(Duration patience, ServerProbe.Alone alone) {
    Duration few = Duration.ofMillis((long) (FEW_BURSTS * alone.meanMs()));
    return few.compareTo(patience) > 0 ? few : patience;
  }

  /** No more than all sizes ask for; for a rate, no more than a few times what it takes. */
  private static int mostAtOnce(Question asked, SizeLimits limits, ServerProbe.Alone alone) {
    int most = Math.min(limits.most(), asked.passing());
    return asked.goal().isThroughput() && !asked.requestsGiven()
        ? (int) Math.clamp(GENTLE * Math.ceil(asked.goal().inFlight(alone.medianMs())), 1, most)
        : most;
  }

  /** What the probe takes at least: some calls one after another, and bursts of 2, 4, 8 … */
  private Duration probing(int most) {
    int bursts = Integer.SIZE - Integer.numberOfLeadingZeros(most - 1);
    return START.plus(question.work().delay().median().multipliedBy(FEWEST_CALLS + bursts));
  }

  private static Theory theory(Question asked, Work work, OptionalInt capacity, double callCpuMs) {
    return new Theory(
            work,
            Duration.ofNanos((long) (callCpuMs * 1e6)),
            Runtime.getRuntime().availableProcessors(),
            capacity)
        .passing(asked.passing());
  }

  private static void requireBudget(
      Question asked, SizeLimits limits, Theory theory, Duration before) {
    int size = new Search(asked.goal(), theory, limits.most(), new Random(0)).predicted();
    Duration needed = before.plus(SizeBench.cost(asked, theory.ms(size)));
    if (needed.compareTo(asked.budget()) > 0) {
      throw new RefusedException(
          "--budget %s is too short for one measurement: one of size %d takes about %d s, with all that comes before it."
              .formatted(
                  TimeSpan.text(asked.budget()), size, Math.ceilDiv(needed.toMillis(), 1000)));
    }
  }
}
