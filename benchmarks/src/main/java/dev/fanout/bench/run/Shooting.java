package dev.fanout.bench.run;

import dev.fanout.bench.model.ShotTrace;
import dev.fanout.bench.plan.Planned;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.text.Figures;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Fires shots one after another; each is told of, judged, and on disk as soon as it is over. */
record Shooting(RunLog log, Progress progress, Interruption interruption) {

  /**
   * A shot that came, and what its JVM told of it.
   *
   * @param stopped whether it was stopped before it had ended, so that it says nothing of its case
   */
  record Fired(Shot shot, Optional<ShotTrace> trace, boolean stopped) {}

  /** Fires a shot that nothing stops but an interruption. */
  Optional<Fired> fire(Progress.UnderWay underWay, Target target)
      throws IOException, InterruptedException {
    return fire(underWay, target, Optional::empty);
  }

  /**
   * Fires a shot.
   *
   * @param stopped why the shot was stopped before it had ended; empty if it was not
   * @return empty if it was cut short from outside, which says nothing of the model
   */
  Optional<Fired> fire(
      Progress.UnderWay underWay, Target target, Supplier<Optional<String>> stopped)
      throws IOException, InterruptedException {
    Planned shot = underWay.shot();
    target.resetLoad();
    Instant begins = Instant.now();
    progress.begins(underWay);
    JmhShot fired = JmhShot.fire(shot, target, log.jmhOutput(), progress::heartbeat);
    if (fired.result().isEmpty() && interruption.explainsFailure()) {
      return Optional.empty();
    }
    Optional<String> why = fired.isCutShort() ? stopped.get() : Optional.empty();
    fired = why.map(fired::stopped).orElse(fired);
    Shot measured = Judge.judge(shot, fired, target.served(), log.folder().runId(), begins);
    log.add(measured, fired.trace().map(ShotTrace::requests).orElse(List.of()));
    if (measured.valid()) {
      log.add(shot, fired.result().orElseThrow());
    }
    progress.ends(outcome(measured));
    return Optional.of(new Fired(measured, fired.trace(), why.isPresent()));
  }

  private static String outcome(Shot shot) {
    Double elapsed = shot.elapsedMs();
    return elapsed == null
        ? "FAILED: " + shot.failure()
        : "%s, %s above its floor; opened in %s"
            .formatted(
                Figures.time(elapsed),
                Figures.time(elapsed - Objects.requireNonNull(shot.floorMs())),
                Figures.time(shot.value(Metric.OPEN_MS)));
  }
}
