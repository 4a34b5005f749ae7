package dev.fanout.report.measurement;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A wall time that a tutorial published.
 *
 * @param id names the tutorial's experiment
 * @param model the model here that does the same; the HTTP client is left open
 * @param variant as in {@link Case}
 * @param size as in {@link Case}; absent where the tutorial bounded nothing
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

  /**
   * Whether the case repeats the tutorial's experiment; a pool of a size that the tutorial did not
   * name makes no difference as long as it lets all requests through at once.
   */
  public boolean isAbout(Case measured) {
    return model.equals(measured.model())
        && Objects.equals(variant, measured.variant())
        && requests == measured.requests()
        && delayMs == measured.delayMs()
        && measured.plainHello()
        && (isOfTheSamePool(measured) || isUnbounded(measured));
  }

  private boolean isOfTheSamePool(Case measured) {
    return Objects.equals(size, measured.size()) && Objects.equals(chunk, measured.chunk());
  }

  private boolean isUnbounded(Case measured) {
    return size == null && chunk == null && measured.allows(requests);
  }

  /** Whether the case would repeat the experiment if it handed out chunks of the same length. */
  public boolean differsInChunkAlone(Case measured) {
    var rechunked =
        new Claim(id, model, variant, size, measured.chunk(), requests, delayMs, publishedMs);
    return !isAbout(measured) && rechunked.isAbout(measured);
  }
}
