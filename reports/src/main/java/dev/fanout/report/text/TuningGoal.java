package dev.fanout.report.text;

/**
 * What a search for the best pool size was asked for.
 *
 * @param text as tuning.json has it
 */
public record TuningGoal(String text) {
  /** Whether it is so many requests per second. */
  public boolean isThroughput() {
    return text.startsWith("throughput=");
  }

  /** Whether it bounds the 99th percentile of the requests' times. */
  boolean isP99() {
    return text.startsWith("p99=");
  }

  /** What it asks for, such as {@code 50/s} or {@code 500ms}. */
  public String target() {
    return text.substring(text.indexOf('=') + 1);
  }

  /** The requests per second, where it is a throughput. */
  public double perSecond() {
    return Double.parseDouble(target().replace("/s", ""));
  }
}
