package dev.fanout.bench.run;

import dev.fanout.bench.model.ShotTrace;
import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.text.Figures;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Carries out the shots of a session one after another: each is announced, fired, judged, and on
 * disk as soon as it is over.
 */
public record ShotRunner(
    Shooter shooter, Targets targets, RunLog log, Progress progress, Interruption interruption) {

  /**
   * A shot that was judged, and what its JVM wrote of it.
   *
   * @param stopped whether it was stopped before it had ended, so that it says nothing of its case
   */
  record JudgedShot(Shot shot, Optional<ShotTrace> trace, boolean stopped) {}

  /** Carries out a shot that nothing stops but an interruption. */
  Optional<JudgedShot> fire(ShotPlan shot, Instant sessionEnds)
      throws IOException, InterruptedException {
    return fire(shot, sessionEnds, Optional::empty);
  }

  /**
   * Carries out a shot, unless the session was told to end.
   *
   * @param sessionEnds when the last shot will be over; an estimate
   * @param stopped why the shot was stopped before it had ended; empty if it was not
   * @return empty if the session was told to end, before the shot or during it
   */
  Optional<JudgedShot> fire(ShotPlan shot, Instant sessionEnds, Supplier<Optional<String>> stopped)
      throws IOException, InterruptedException {
    if (interruption.happened()) {
      return Optional.empty();
    }
    Target target = targets.of(shot);
    log.plan(shot, target);
    progress.begins(
        new Progress.UnderWay(log.next(), log.planned(), shot, Instant.now(), sessionEnds));
    Optional<String> unready = shooter.prepare(shot, target, progress::heartbeat);
    target.resetLoad(shot.seed());
    Instant begins = Instant.now();
    ShotResult result =
        unready.isPresent()
            ? ShotResult.failed(Optional.empty(), unready)
            : shooter.fire(shot, target, progress::heartbeat);
    if (result.elapsedMs().isEmpty() && interruption.explainsFailure()) {
      return Optional.empty();
    }
    Optional<String> why = result.isCutShort() ? stopped.get() : Optional.empty();
    result = why.map(result::stopped).orElse(result);
    Shot judged = Judge.judge(shot, result, target.served(), log.folder().runId(), begins);
    log.add(judged, result.trace().map(ShotTrace::requests).orElse(List.of()));
    if (judged.valid()) {
      result.ownRecord().write();
    }
    progress.ends(outcome(judged));
    return Optional.of(new JudgedShot(judged, result.trace(), why.isPresent()));
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
