package dev.fanout.report.tuning;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a search for the best pool size was asked for.
 *
 * @param text as tuning.json has it
 */
public record TuningGoal(String text) {
  private static final Pattern FORM =
      Pattern.compile("makespan|throughput=\\d+(\\.\\d+)?/s|p99=\\d+(ms|s|m)");

  /** Whether the text is a goal at all. */
  boolean isGoal() {
    return FORM.matcher(text).matches();
  }

  /** Whether it is a number of requests per second. */
  public boolean isThroughput() {
    return text.startsWith("throughput=");
  }

  /** Whether it limits the 99th percentile of the requests' times. */
  public boolean isP99() {
    return text.startsWith("p99=");
  }

  /** What it asks for, such as {@code 50/s} or {@code 500ms}. */
  public String target() {
    return text.substring(text.indexOf('=') + 1);
  }

  /** Whether it allows that 99th percentile of the requests' times; it allows an unknown one. */
  public boolean allowsP99(@Nullable Double p99Ms) {
    return !isP99() || p99Ms == null || p99Ms <= millis();
  }

  private double millis() {
    String unit = target().replaceFirst("\\d+", "");
    double number = Double.parseDouble(target().substring(0, target().length() - unit.length()));
    return switch (unit) {
      case "ms" -> number;
      case "s" -> 1_000 * number;
      default -> 60_000 * number;
    };
  }

  /** The requests per second, where it is a throughput. */
  public double perSecond() {
    return Double.parseDouble(target().replace("/s", ""));
  }
}
