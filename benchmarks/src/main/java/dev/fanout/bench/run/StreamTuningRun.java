package dev.fanout.bench.run;

import dev.fanout.bench.plan.PlanText;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.bench.tune.AssumedDelay;
import dev.fanout.bench.tune.Question;
import dev.fanout.bench.tune.stream.Rung;
import dev.fanout.bench.tune.stream.StreamQuestion;
import dev.fanout.bench.tune.stream.StreamQuestion.HighestRate;
import dev.fanout.bench.tune.stream.StreamQuestion.SmallestSize;
import dev.fanout.bench.tune.stream.StreamTuner;
import dev.fanout.report.text.Figures;
import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.SizeFailure;
import dev.fanout.report.tuning.view.ProbeText;
import dev.fanout.server.Delay;
import dev.fanout.server.TimeSpan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The search for the size, or the rate, that keeps the response times of a stream. */
public record StreamTuningRun(StreamQuestion question) implements Experiment {
  private static final int FEWEST_SHOTS = 2; // one that finds, and one that confirms
  private static final Duration PROBING = Duration.ofSeconds(5);

  private TuningRun batch() {
    return new TuningRun(question.base());
  }

  @Override
  public void check() {
    ShotPlan.checkWarmUp();
    Question base = question.base();
    SizeLimits limits = limits(SizeLimits.of(base));
    if (base.work().kind().setsDelay()) {
      Delay delay = base.work().delay();
      if (base.goal().withinMs() <= delay.median().toMillis()) {
        throw new RefusedException(
            "No size keeps %s: half of all answers take %s or more. Give a goal above the delay."
                .formatted(base.goal().text(), TimeSpan.text(delay.median())));
      }
      requireLength(question, (double) delay.mean().toMillis());
      requireBudget(
          question, new StreamTuner(question, limits.most(), atOnce(base), 0, null), PROBING);
    }
  }

  /** That size alone, where the rate is searched for. */
  private SizeLimits limits(SizeLimits all) {
    if (!(question.asked() instanceof HighestRate(int size))) {
      return all;
    }
    if (size > all.most()) {
      throw new RefusedException(
          "--size %d was given, and at most %s can be tried here (the limit is that of: %s)."
              .formatted(
                  size,
                  question.base().unit().count(all.most()),
                  all.from().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    }
    return all;
  }

  private static void requireLength(StreamQuestion asked, double meanMs) {
    asked.requireLength(
        asked.asked() instanceof HighestRate(int size)
            ? size / meanMs * 1e3
            : asked.asked().arrivals().perSecond());
  }

  private static int atOnce(Question asked) {
    return asked.own() == null ? asked.server().mostAtOnce() : Integer.MAX_VALUE;
  }

  private static void requireBudget(StreamQuestion asked, StreamTuner tuner, Duration before) {
    Optional<Rung> first = tuner.first();
    if (first.isEmpty()) {
      return; // nothing keeps the goal, which needs no shot
    }
    Duration shot = StreamShots.cost(asked, first.get());
    Duration needed = before.plus(shot.multipliedBy(FEWEST_SHOTS));
    if (needed.compareTo(asked.base().budget()) > 0) {
      throw new RefusedException(
          "--budget %s is too short: one shot takes about %d s, with a stream of %s for %s and the warm-up, and two are the least. Give --budget %ds or more."
              .formatted(
                  TimeSpan.text(asked.base().budget()),
                  Math.ceilDiv(shot.toMillis(), 1000),
                  Figures.duration(first.get().length()),
                  asked.base().goal().percentile(),
                  Math.ceilDiv(needed.toMillis(), 900)));
    }
  }

  @Override
  public String announcement(Instant begun) {
    Question base = question.base();
    String within =
        "; within %s, so done by %s at the latest"
            .formatted(
                TimeSpan.text(base.budget()), PlanText.clock(begun.plus(base.budget()), begun));
    Object server = base.own() == null ? Target.slowServer(base.server()) : base.own();
    return switch (question.asked()) {
      case SmallestSize(var arrivals) ->
          "Tuning: %s for response times of %s, arrivals %s, to %s, up to %s%s"
              .formatted(
                  base.subject(),
                  base.goal().text(),
                  arrivals.text(),
                  server,
                  base.unit().count(SizeLimits.of(base).most()),
                  within);
      case HighestRate(int size) ->
          "Tuning: the highest rate that %s of %s keep, for response times of %s, random arrivals, to %s%s"
              .formatted(
                  base.unit().count(size), base.model().key(), base.goal().text(), server, within);
    };
  }

  @Override
  public Targets open() throws IOException {
    return batch().open();
  }

  @Override
  public ShotSource prepare(Targets targets, Start start) throws IOException, InterruptedException {
    Consumer<String> say = start.say();
    say.accept("Probe: what does a call cost, and how many does the server answer at once?");
    Question base = question.base();
    Target target = targets.of(batch().called());
    OptionalInt takes = batch().takes(target);
    Deadline deadline = Deadline.in(base.budget().minus(TuningRun.since(start.at())), start.stop());
    Duration patience = base.budget().dividedBy(TuningRun.PROBING_SHARE);
    var serverProbe = new ServerProbe(target, base.work(), deadline);
    ServerProbe.Alone alone = serverProbe.alone(patience);
    boolean own = !base.work().kind().setsDelay();
    StreamQuestion asked =
        own ? question.with(base.withDelay(AssumedDelay.least(alone.waitsMs()))) : question;
    SizeLimits limits = SizeLimits.of(asked.base()).connected(takes);
    ServerProbe.Observation observed =
        serverProbe.bursts(alone, mostAtOnce(limits, alone), TuningRun.forBursts(patience, alone));
    Probe probe = observed.probe();
    SizeFailure failure = observed.failure();
    String found = ProbeText.of(probe, failure == null ? List.of() : List.of(failure));
    say.accept(found.indent(2).stripTrailing());
    if (probe.server() == Probe.Server.REFUSES && probe.capacity() != null) {
      limits = limits.handled(probe.capacity());
    }
    requireLength(asked, alone.meanMs());
    double overheadMs = Math.max(0, alone.medianMs() - base.work().delay().median().toMillis());
    var tuner =
        new StreamTuner(
            asked,
            limits(limits).most(),
            atOnce(base),
            base.work().delay().isFixed() ? overheadMs : probe.callCpuMs(),
            own ? AssumedDelay.of(alone.tookMs()) : null);
    requireBudget(asked, tuner, TuningRun.since(start.at()));
    return new StreamTuningSource(
        asked, serverProbe, tuner, probe, Optional.ofNullable(failure), limits.from(), start);
  }

  /** No more than the sizes or rates that matter ask for. */
  private int mostAtOnce(SizeLimits limits, ServerProbe.Alone alone) {
    int most = Math.min(limits.most(), question.base().passing());
    double asked =
        question.asked() instanceof HighestRate(int size)
            ? size
            : Math.ceil(question.asked().arrivals().perSecond() * alone.meanMs() / 1e3);
    int times = question.asked() instanceof HighestRate ? 1 : TuningRun.GENTLE;
    return (int) Math.clamp(times * asked, 1, most);
  }
}
