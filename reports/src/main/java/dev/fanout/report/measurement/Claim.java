package dev.fanout.report.measurement;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A wall time that a tutorial published.
 *
 * @param id names the tutorial's experiment
 * @param model the model here that does the same; the HTTP client is left open
 * @param variant as in {@link Case}
 * @param size as in {@link Case}
 * @param chunk as in {@link Case}
 * @param requests as in {@link Case}
 * @param delayMs as in {@link Case}
 * @param publishedMs the published wall time
 */
public record Claim(
    String id,
    String model,
    @Nullable String variant,
    @Nullable Integer size,
    @Nullable Integer chunk,
    int requests,
    long delayMs,
    double publishedMs) {

  /** Whether the case repeats the tutorial's experiment. */
  public boolean isAbout(Case measured) {
    return model.equals(measured.model())
        && Objects.equals(variant, measured.variant())
        && Objects.equals(size, measured.size())
        && Objects.equals(chunk, measured.chunk())
        && requests == measured.requests()
        && delayMs == measured.delayMs()
        && measured.workload().equals("hello");
  }
}
