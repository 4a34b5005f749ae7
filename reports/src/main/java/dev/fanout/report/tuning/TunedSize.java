package dev.fanout.report.tuning;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.fanout.report.measurement.Bounds;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A size that was measured; its times are of warm shots.
 *
 * @param size the pool's size, or the limit of requests in flight
 * @param predictedMs the wall time that the theory gives it
 * @param shots how many the search fired
 * @param medianMs their median wall time; absent if none was fired in the search
 * @param lowMs the lower end of the interval that holds the true median, given the spread of all
 *     sizes; absent in the same cases
 * @param highMs its upper end; absent in the same cases
 * @param p99Ms the 99th percentile of the time from the sending of a request to its answer
 * @param proofShots how many fresh shots proved the recommendation; 0 if the size took no part
 * @param proofMs their median wall time; absent if there were none
 * @param proofP99Ms their 99th percentile, as {@code p99Ms}; absent in the same cases
 * @param threads those of the measured JVM at the end, worker JVMs included; absent if unknown
 * @param memoryMib the most memory that it held, worker JVMs included; absent if unknown
 * @param shotCpuMs the CPU time that a shot cost it, worker JVMs included; absent if unknown
 */
public record TunedSize(
    int size,
    double predictedMs,
    int shots,
    @Nullable Double medianMs,
    @Nullable Double lowMs,
    @Nullable Double highMs,
    @Nullable Double p99Ms,
    int proofShots,
    @Nullable Double proofMs,
    @Nullable Double proofP99Ms,
    @Nullable Integer threads,
    @Nullable Double memoryMib,
    @JsonProperty("cpuMs") @Nullable Double shotCpuMs) { // the name that files have

  /** Refuses numbers that no size has, and those that contradict each other. */
  public TunedSize {
    Bounds.require("size", size, 1);
    Bounds.requireQuantity("predictedMs", predictedMs);
    Bounds.require("shots", shots, 0);
    Bounds.requireQuantity("medianMs", medianMs);
    Bounds.requireQuantity("lowMs", lowMs);
    Bounds.requireQuantity("highMs", highMs);
    Bounds.requireQuantity("p99Ms", p99Ms);
    Bounds.require("proofShots", proofShots, 0);
    Bounds.requireQuantity("proofMs", proofMs);
    Bounds.requireQuantity("proofP99Ms", proofP99Ms);
    Bounds.require("threads", threads, 0);
    Bounds.requireQuantity("memoryMib", memoryMib);
    Bounds.requireQuantity("cpuMs", shotCpuMs);
    if (shots == 0 && proofShots == 0) {
      throw new IllegalArgumentException(
          "size %d has neither shots nor proofShots".formatted(size));
    }
    requireOfShots("shots", shots, "medianMs", medianMs);
    requireOfShots("shots", shots, "lowMs", lowMs);
    requireOfShots("shots", shots, "highMs", highMs);
    requireOfShots("proofShots", proofShots, "proofMs", proofMs);
    requireOfShots("proofShots", proofShots, "proofP99Ms", proofP99Ms);
    if (medianMs != null
        && lowMs != null
        && highMs != null
        && (lowMs > medianMs || medianMs > highMs)) {
      throw new IllegalArgumentException(
          "medianMs is %s, and must be between lowMs %s and highMs %s"
              .formatted(medianMs, lowMs, highMs));
    }
  }

  /** The median of the search or, without one, of the proof. */
  public double wallMs() {
    return Objects.requireNonNull(shots > 0 ? medianMs : proofMs);
  }

  /** How many shots that is the median of. */
  public int wallShots() {
    return shots > 0 ? shots : proofShots;
  }

  private static void requireOfShots(
      String counted, int shots, String name, @Nullable Double value) {
    if ((shots == 0) != (value == null)) {
      throw new IllegalArgumentException(
          "%s is %d, and %s is %s"
              .formatted(counted, shots, name, value == null ? "missing" : value));
    }
  }
}
