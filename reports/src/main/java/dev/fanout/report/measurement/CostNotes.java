package dev.fanout.report.measurement;

import org.jspecify.annotations.Nullable;

/**
 * What meters say of a shot in words.
 *
 * @param pinnedAt class and line at which a virtual thread was first pinned, such as {@code
 *     com.example.Client:12}; absent if none was
 * @param notMeasured the metrics that are missing, and why; absent if none is
 * @param leftBehind what was still there once all was closed, such as threads; absent if nothing
 *     was
 */
public record CostNotes(
    @Nullable String pinnedAt, @Nullable String notMeasured, @Nullable String leftBehind) {
  /** Of a shot of which there is nothing to say. */
  public static final CostNotes NONE = new CostNotes(null, null, null);

  /** Takes its texts as {@link PlainText}. */
  public CostNotes {
    pinnedAt = PlainText.ofNullable(pinnedAt);
    notMeasured = PlainText.ofNullable(notMeasured);
    leftBehind = PlainText.ofNullable(leftBehind);
  }

  /** The same, of a shot that has left something behind. */
  public CostNotes leaving(String behind) {
    return new CostNotes(pinnedAt, notMeasured, behind);
  }
}
