package dev.fanout.report.compare;

import java.util.List;
import java.util.stream.Collectors;

/** Two runs whose times cannot be set against each other; the message names what differs. */
public final class NotComparableException extends Exception {
  private final transient List<Difference> differences;

  NotComparableException(ComparedRun base, ComparedRun fresh, List<Difference> differences) {
    super(
        "%s and %s cannot be compared: %s."
            .formatted(
                base.name(),
                fresh.name(),
                differences.stream().map(Difference::toString).collect(Collectors.joining("; "))));
    this.differences = differences;
  }

  /** What differs. */
  public List<Difference> differences() {
    return differences;
  }
}
