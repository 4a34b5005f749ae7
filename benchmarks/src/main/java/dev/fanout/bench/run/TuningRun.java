package dev.fanout.bench.run;

import dev.fanout.bench.plan.Planned;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.tune.Advisor;
import dev.fanout.bench.tune.AssumedDelay;
import dev.fanout.bench.tune.Goal;
import dev.fanout.bench.tune.Question;
import dev.fanout.bench.tune.Search;
import dev.fanout.bench.tune.Theory;
import dev.fanout.bench.tune.Tuned;
import dev.fanout.bench.tune.Tuner;
import dev.fanout.bench.workload.Work;
import dev.fanout.report.RunReport;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.Results;
import dev.fanout.report.measurement.TuningFile;
import dev.fanout.report.text.Figures;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.SizeFailure;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.server.SlowServerOptions;
import dev.fanout.server.TimeSpan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A tuning carried out: from the question to the printed recommendation. */
public final class TuningRun {
  private static final String PRESET = "tune";
  private static final int NO_ADVICE = 1;
  private static final int GOAL_NOT_MET = 3;
  private static final int PROBING_SHARE = 20; // of the budget, for calls, and for bursts
  private static final int SPARE_SHARE = 10; // of the budget
  private static final int FEW_BURSTS = 10;
  private static final int GENTLE = 4; // times what a rate keeps in flight are sent at once
  private static final Duration START = Duration.ofSeconds(3); // of the server, and its warm-up
  private static final int FEWEST_CALLS = 4;

  private final Question question;
  private final Path root;
  private final Path reports;
  private final String command;
  private final PrintWriter out;

  /**
   * A tuning to be carried out.
   *
   * @param root the folder in which {@code reports} lies
   * @param command what the user typed, for the record
   */
  public TuningRun(Question question, Path root, String command, PrintWriter out) {
    this.question = question;
    this.root = root;
    this.reports = root.resolve("reports");
    this.command = command;
    this.out = out;
  }

  /**
   * Carries the tuning out.
   *
   * @return the exit code: 0 if there is a recommendation and it meets the goal; 1 if there is
   *     none; 3 if no size meets the goal, or fresh shots contradict the recommendation
   * @throws RefusedException if server, machine or budget do not allow it
   */
  public int execute() throws IOException, InterruptedException {
    Planned.checkWarmUp();
    RunLog.checkWritable(reports);
    SizeLimits limits = SizeLimits.of(question);
    Instant begun = Instant.now();
    try (var _ = MachineLock.acquire();
        var interruption = Interruption.listen()) {
      Deadline deadline = Deadline.in(question.budget(), interruption.told());
      say(
          "Tuning: %s for %s, %s to %s, sizes up to %d; within %s, so done by %s at the latest"
              .formatted(
                  question.model().key(),
                  question.goal().text(),
                  Figures.count(question.requests(), "request"),
                  question.url() == null
                      ? Target.slowServer(question.work().delay(), question.handlerThreads())
                      : question.url(),
                  limits.most(),
                  TimeSpan.text(question.budget()),
                  Progress.clock(begun.plus(question.budget()))));
      if (question.url() == null) {
        requireBudget(
            question, limits, theory(question, OptionalInt.empty(), 0), probing(limits.most()));
      }
      try (Target target = target()) {
        return probeAndSearch(target, deadline, interruption, begun);
      } catch (IOException | RefusedException e) {
        if (interruption.explainsFailure()) {
          say("The tuning was interrupted; nothing was measured.");
          return Interruption.EXIT_CODE;
        }
        throw e;
      }
    }
  }

  private int probeAndSearch(
      Target target, Deadline deadline, Interruption interruption, Instant begun)
      throws IOException, InterruptedException {
    say("Probe: what does a call cost, and how many does the server answer at once?");
    Duration patience = question.budget().dividedBy(PROBING_SHARE);
    var serverProbe = new ServerProbe(target, question.work(), deadline);
    ServerProbe.Alone alone = serverProbe.alone(patience);
    Question enough = question.enoughFor(alone.medianMs());
    if (enough.requests() != question.requests()) {
      say("  such a rate needs %s".formatted(Figures.count(enough.requests(), "request")));
    }
    SizeLimits limits = SizeLimits.of(enough);
    ServerProbe.Learnt learnt =
        serverProbe.bursts(alone, mostAtOnce(enough, limits, alone), forBursts(patience, alone));
    Probe probe = learnt.probe();
    say(describe(probe, learnt.failure()));
    Integer capacity = probe.capacity();
    if (probe.server() == Probe.Server.REFUSES && capacity != null) {
      limits = limits.handled(capacity);
    }
    OptionalInt atOnce = capacity == null ? OptionalInt.empty() : OptionalInt.of(capacity);
    boolean own = question.url() != null;
    Theory theory =
        theory(
            own ? enough.withDelay(AssumedDelay.of(alone.waitsMs())) : enough,
            atOnce,
            probe.cpuMs());
    Question asked = own ? enough.withDelay(AssumedDelay.least(alone.waitsMs())) : enough;
    requireBudget(asked, limits, theory, Duration.between(begun, Instant.now()));
    var advisor = new Advisor(asked, limits.most(), limits.from(), probe, learnt.failure(), theory);
    return search(asked, serverProbe, advisor, interruption, begun);
  }

  /** Time for a few at least, where the budget is short and the server slow. */
  private static Duration forBursts(Duration patience, ServerProbe.Alone alone) {
    Duration few = Duration.ofMillis((long) (FEW_BURSTS * alone.meanMs()));
    return few.compareTo(patience) > 0 ? few : patience;
  }

  /** No more than all sizes ask for; for a rate, no more than a few times what it takes. */
  private static int mostAtOnce(Question asked, SizeLimits limits, ServerProbe.Alone alone) {
    return asked.goal() instanceof Goal.Throughput rate && !asked.requestsGiven()
        ? (int) Math.clamp(GENTLE * Math.ceil(rate.inFlight(alone.medianMs())), 1, limits.most())
        : limits.most();
  }

  private int search(
      Question asked, ServerProbe probe, Advisor advisor, Interruption interruption, Instant begun)
      throws IOException, InterruptedException {
    RunLog log = begin(asked, probe.target());
    var random = new Random(asked.work().seed());
    var search = new Search(asked.goal(), advisor.theory(), advisor.most(), random);
    Tuned tuned;
    String gone;
    try (Progress progress = Progress.of(out)) {
      var shooting = new Shooting(log, progress, interruption);
      var bench = new SizeBench(asked, probe, advisor.probe().waitMs(), log, shooting, begun);
      tuned = new Tuner(bench, search, planned(asked.budget()), random).tune();
      gone = bench.gone();
    }
    interruption.writing();
    Outcome outcome = log.end(interruption.happened());
    Tuning tuning =
        advisor.tell(
            tuned,
            Duration.between(begun, Instant.now()),
            interruption.happened()
                ? "The search was interrupted."
                : trouble(advisor, tuned, gone));
    TuningFile.write(log.folder().tuning(), tuning);
    Results results = RunReport.read(log.folder());
    say(System.lineSeparator() + RunReport.console(results));
    boolean written = log.report(results, this::say);
    Advice advice = tuning.advice();
    if (advice == null || outcome != Outcome.COMPLETE || !written) {
      return NO_ADVICE;
    }
    return advice.goalMet() && !tuned.isRefuted() ? 0 : GOAL_NOT_MET;
  }

  /**
   * What shots are planned for: the rest is for those that take longer than they are thought to.
   */
  private static Duration planned(Duration budget) {
    return budget.minus(budget.dividedBy(SPARE_SHARE));
  }

  private @Nullable String trouble(Advisor advisor, Tuned tuned, @Nullable String gone) {
    return switch (tuned.end()) {
      case CERTAIN -> doubt(advisor, tuned);
      case BUDGET ->
          (tuned.choice().isEmpty()
                  ? "The budget of %s was used up before the search had found a size, so nothing is"
                      + " recommended: give a longer --budget."
                  : "The budget of %s ended the search before every doubt was settled; a longer one"
                      + " settles more.")
              .formatted(TimeSpan.text(question.budget()));
      case FAILED -> failed(tuned, gone);
      case DISTURBED ->
          "%d shots in a row did not count, so the search ended before every doubt was settled. The last of them: %s"
              .formatted(Tuner.MOST_DISTURBED, tuned.disturbance());
    };
  }

  private static String failed(Tuned tuned, @Nullable String gone) {
    String now =
        gone == null ? "" : " Now the server does not answer a single call rightly: " + gone;
    return tuned.choice().isEmpty()
        ? "A shot failed, so nothing is recommended." + now
        : "A shot failed, and the search could not go on." + now;
  }

  private @Nullable String doubt(Advisor advisor, Tuned tuned) {
    if (advisor.refutesCapacity(tuned)) {
      return "The probe took the server to answer about %d at once, which the measurements refute."
          .formatted(advisor.probe().capacity());
    }
    Double little = advisor.little();
    return little == null || tuned.isMet() || Question.FEWEST_ROUNDS * little <= question.requests()
        ? null
        : "%d requests are too few for such a rate, which keeps %.0f in flight: give --requests %.0f or more."
            .formatted(
                question.requests(), Math.ceil(little), Math.ceil(Question.FEWEST_ROUNDS * little));
  }

  private Target target() throws IOException {
    Work work = question.work();
    return Target.open(
        question.url(),
        new SlowServerOptions(
            0, question.work().delay(), question.work().seed(), question.handlerThreads()),
        work.longest());
  }

  private RunLog begin(Question asked, Target target) throws IOException {
    Instant now = Instant.now();
    return RunLog.create(
        reports,
        EnvironmentProbe.probe(
            RunLog.runId(now),
            now,
            new Environment.Plan(
                PRESET,
                asked.requests(),
                asked.work().delay().median().toMillis(),
                asked.work().seed(),
                List.of()),
            target.describes(),
            command,
            root));
  }

  /** What the probe takes at least: some calls one after another, and bursts of 2, 4, 8 … */
  private Duration probing(int most) {
    int bursts = Integer.SIZE - Integer.numberOfLeadingZeros(most - 1);
    return START.plus(question.work().delay().median().multipliedBy(FEWEST_CALLS + bursts));
  }

  private static Theory theory(Question question, OptionalInt capacity, double cpuMs) {
    return Theory.of(
        question.work(),
        Duration.ofNanos((long) (cpuMs * 1e6)),
        Runtime.getRuntime().availableProcessors(),
        capacity);
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

  private static String describe(Probe probe, @Nullable SizeFailure failure) {
    return "  %s, a call waits %s and costs %s of CPU; %s"
        .formatted(
            Figures.count(probe.calls(), "call"),
            Figures.time(probe.waitMs()),
            Figures.time(probe.cpuMs()),
            switch (probe.server()) {
              case ANSWERS_ALL -> "the server answered %d at once".formatted(probe.probedUpTo());
              case QUEUES ->
                  "of %d at once, the server answered about %d and let the others wait"
                      .formatted(probe.probedUpTo(), probe.capacity());
              case REFUSES ->
                  "the server handled %d at once; of %d, %s"
                      .formatted(
                          probe.capacity(),
                          failure == null ? probe.probedUpTo() : failure.size(),
                          failure == null ? "some failed" : failure.how());
            });
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
