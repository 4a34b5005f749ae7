package dev.fanout.bench.behave;

import dev.fanout.bench.backend.FailureText;
import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.workload.LiveShot;
import dev.fanout.bench.workload.OpenBackend;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.behaviour.Behaviour;
import dev.fanout.report.behaviour.Figure;
import dev.fanout.report.behaviour.Verdict;
import dev.fanout.server.Delay;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Observes what models do, each in one trial after another.
 *
 * @param limit how long a trial may take before it counts as hung
 */
record Observer(ToldServer server, Duration limit) {
  private static final String UNCLOSED = "; it could not be closed in time";

  /** Opens a model. */
  interface Opening {
    Idioms open(OpenBackend backend, int requests, int threads) throws IOException;
  }

  /** Observes a subject in a trial. */
  Behaviour observe(Subject subject, Trial trial) throws IOException, InterruptedException {
    Seen seen = observe(subject::open, trial);
    return new Behaviour(
        subject.model().key(),
        subject.client(),
        subject.variant(),
        trial.scenario(),
        seen.observed().verdict(),
        seen.observed().says(),
        seen.code(),
        seen.observed().figures());
  }

  /**
   * What was seen of a trial.
   *
   * @param code the line by which the model was asked; absent if it has none
   */
  record Seen(Observed observed, @Nullable String code) {}

  /** Opens a model, has it carry out a trial, closes it, and looks for what is left. */
  Seen observe(Opening model, Trial trial) throws IOException, InterruptedException {
    String group = UUID.randomUUID().toString();
    int requests = trial.script().requests();
    var _ = server.seen().seen(group); // whose connection is open from here on
    Census before = Census.now();
    OpenBackend backend = trial.backend(server, group);
    Idioms idioms;
    try {
      idioms = model.open(backend, requests, trial.threads());
    } catch (UnsupportedOperationException e) {
      return new Seen(
          Observed.of(Verdict.NOT_OBSERVED, "its tasks are made in other processes"), null);
    }
    String code = trial.ability().code(idioms.getClass()).orElse(null);
    Observed observed;
    boolean ended;
    try {
      if (code == null) {
        observed = Observed.of(Verdict.NOT_OFFERED, "there is no idiom of this model for it");
      } else {
        var work = new Work(WorkloadKind.GET, requests, Delay.fixed(Duration.ofSeconds(1)), 0);
        try (LiveShot shot = LiveShot.of(work, backend)) {
          shot.timeline().begin();
          observed =
              within(
                  idioms,
                  trial,
                  new Stage(
                      shot, trial.script(), backend, server.seen(), group, Stopwatch.start()));
        }
      }
    } finally {
      ended = close(idioms);
    }
    if (observed.verdict() == Verdict.HUNG) {
      return new Seen(observed, code); // stopped in the middle, so something is left
    }
    Observed left = leaving(observed, before.leftSince());
    return new Seen(
        ended ? left : new Observed(left.verdict(), left.says() + UNCLOSED, left.figures()), code);
  }

  private Observed within(Idioms idioms, Trial trial, Stage stage) throws InterruptedException {
    var observing = new FutureTask<Observed>(() -> trial.observe(idioms, stage));
    Thread.ofPlatform().daemon().name("observed").start(observing);
    try {
      return observing
          .get(limit.toMillis(), TimeUnit.MILLISECONDS)
          .with(Figure.REQUESTS, trial.script().requests());
    } catch (TimeoutException e) {
      observing.cancel(true);
      return Observed.of(Verdict.HUNG, "had not ended after %d s".formatted(limit.toSeconds()));
    } catch (ExecutionException e) {
      return Observed.of(
          Verdict.WRONG, "ended with " + FailureText.of(Objects.requireNonNull(e.getCause())));
    }
  }

  /** Whether it could be closed in time. */
  private boolean close(Idioms idioms) throws InterruptedException {
    Thread closing = Thread.ofPlatform().daemon().name("closing").start(idioms::close);
    return closing.join(limit);
  }

  private static Observed leaving(Observed observed, Census.Left left) {
    String says =
        left.threads().isEmpty()
            ? observed.says()
            : "%s; left is the thread %s".formatted(observed.says(), left.threads().getFirst());
    return new Observed(observed.verdict(), says, observed.figures())
        .with(Figure.THREADS_LEFT, left.threads().size())
        .with(Figure.CONNECTIONS_LEFT, (double) left.sockets())
        .with(Figure.FILES_LEFT, (double) left.files())
        .with(Figure.PROCESSES_LEFT, (double) left.processes());
  }
}
