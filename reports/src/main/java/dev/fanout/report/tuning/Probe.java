package dev.fanout.report.tuning;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.fanout.report.measurement.Bounds;
import org.jspecify.annotations.Nullable;

/**
 * What the probe found out about the server and its calls, before any size was measured.
 *
 * @param calls how many calls were made one after another
 * @param waitMs the median time that such a call waited, W
 * @param callCpuMs the CPU time that the caller spent on a call, C: of calls made at once, where
 *     there were such
 * @param cores of the machine
 * @param server what it did as more requests came at once
 * @param probedUpTo the most requests that were sent at once
 * @param capacity the most requests that it answers at once or, where some failed, the most that
 *     were all answered rightly; absent if that is true of all that were sent
 * @param counted whether the server itself counted them; else the capacity follows from how long
 *     requests waited
 */
public record Probe(
    int calls,
    double waitMs,
    @JsonProperty("cpuMs") double callCpuMs, // the name that files have
    int cores,
    Server server,
    int probedUpTo,
    @Nullable Integer capacity,
    boolean counted) {

  /** Refuses numbers that no probe finds. */
  public Probe {
    Bounds.require("calls", calls, 0);
    Bounds.requireQuantity("waitMs", waitMs);
    Bounds.requireQuantity("cpuMs", callCpuMs);
    Bounds.require("cores", cores, 1);
    Bounds.require("probedUpTo", probedUpTo, 1);
    Bounds.require("capacity", capacity, 1);
  }

  /** What a server does with more requests than it can answer at once. */
  public enum Server {
    /** It answers all that were sent at once. */
    @JsonProperty("BEARS") // its value in tuning.json; existing scripts look for it
    ANSWERS_ALL,
    /** It lets them wait, or slows down. */
    QUEUES,
    /** It answers some of them wrongly, or not at all. */
    REFUSES
  }

  /** Goetz's upper guide to the size of a pool at full use of the cores: cores (1 + W / C). */
  public double goetz() {
    return cores * (1 + waitMs / callCpuMs);
  }
}
