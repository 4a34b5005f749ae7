package dev.fanout.report.measurement;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of a case: all its requests, once.
 *
 * @param runId the run that fired it
 * @param round counts the shots of a case and temperature, from 1
 * @param measured the case
 * @param temperature that of the JVM
 * @param floorMs the least wall time that a perfect machine needs; absent where it depends on cores
 *     that nobody recorded
 * @param elapsedMs the wall time of the fan-out alone; absent unless the shot is valid
 * @param succeeded requests answered rightly
 * @param failed requests that were not
 * @param startedAt when the shot's JVM was started
 * @param failure why the shot does not count; absent if it does
 * @param stoodStill the process that stood still for the longest time during the shot, which then
 *     does not count; absent if none did
 * @param values what else was measured of it
 * @param notes what the meters say in words
 */
public record Shot(
    String runId,
    int round,
    Case measured,
    Temperature temperature,
    @Nullable Double floorMs,
    @Nullable Double elapsedMs,
    int succeeded,
    int failed,
    Instant startedAt,
    @Nullable String failure,
    @Nullable StandStill stoodStill,
    Map<Metric, Double> values,
    CostNotes notes) {

  /** Refuses a shot that contradicts itself; takes its texts as {@link PlainText}. */
  public Shot {
    runId = PlainText.of(runId);
    failure = PlainText.ofNullable(failure);
    Bounds.require("round", round, 1);
    Bounds.require("floor_ms", floorMs, 0);
    Bounds.require("elapsed_ms", elapsedMs, 0);
    Bounds.require("succeeded", succeeded, 0);
    Bounds.require("failed", failed, 0);
    values = Map.copyOf(values);
    values.forEach(Shot::require);
    if ((long) succeeded + failed != measured.requests()) {
      throw new IllegalArgumentException(
          "succeeded %d and failed %d do not add up to the %d requests of the case"
              .formatted(succeeded, failed, measured.requests()));
    }
    if ((failure == null) == (elapsedMs == null)) {
      throw new IllegalArgumentException(
          "a shot has either elapsed_ms or a failure, but this one has "
              + (failure == null ? "neither" : "both"));
    }
    if (failure == null && failed > 0) {
      throw new IllegalArgumentException(
          "failed is %d, but the shot has no failure".formatted(failed));
    }
    if (elapsedMs != null && elapsedMs == 0) {
      throw new IllegalArgumentException("elapsed_ms is 0, but every request takes time");
    }
  }

  /** A shot of which the meters have nothing to say. */
  public Shot(
      String runId,
      int round,
      Case measured,
      Temperature temperature,
      @Nullable Double floorMs,
      @Nullable Double elapsedMs,
      int succeeded,
      int failed,
      Instant startedAt,
      @Nullable String failure,
      @Nullable StandStill stoodStill,
      Map<Metric, Double> values) {
    this(
        runId,
        round,
        measured,
        temperature,
        floorMs,
        elapsedMs,
        succeeded,
        failed,
        startedAt,
        failure,
        stoodStill,
        values,
        CostNotes.NONE);
  }

  private static void require(Metric metric, Double value) {
    Bounds.require(metric.column(), value, 0);
    if (metric.unit() == Unit.RATIO && value > 1) {
      throw new IllegalArgumentException(
          "%s is %s, and must be 1 or less".formatted(metric.column(), value));
    }
  }

  /** What was measured of it; absent where it was not. */
  public @Nullable Double value(Metric metric) {
    return values.get(metric);
  }

  /** A whole number that was measured of it; absent where it was not. */
  public @Nullable Integer count(Metric metric) {
    Double value = values.get(metric);
    return value == null ? null : Integer.valueOf(value.intValue());
  }

  /** What tells it from all others of its run. */
  public ShotKey key() {
    return new ShotKey(measured, temperature, round);
  }

  /** Whether the shot counts: every answer right, and none sooner than it could be. */
  public boolean valid() {
    return failure == null && elapsedMs != null;
  }
}
