package dev.fanout.report.measurement;

import org.jspecify.annotations.Nullable;

/**
 * The requests that a case makes, whatever makes and answers them; the parts are those of {@link
 * Case}.
 */
public record Work(
    String workload,
    int requests,
    long delayMs,
    @Nullable String delay,
    @Nullable Long cpuMs,
    @Nullable Integer fileBytes) {
  /** The same requests, without the CPU time that their answers cost. */
  public Work withoutCpu() {
    return new Work(workload, requests, delayMs, delay, null, fileBytes);
  }
}
