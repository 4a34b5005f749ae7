package dev.fanout.report.chart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one shot of each case, by lane over time.
 *
 * @param panels in the order of the summary
 */
public record Timeline(List<Panel> panels) implements Drawing {
  /**
   * A shot.
   *
   * @param facts what it was, and what of it is shown, in words
   * @param endMs when its last request had ended
   * @param floorMs absent where it is not known
   * @param lanes how many lanes are shown
   */
  public record Panel(
      String name,
      String temperature,
      String facts,
      double endMs,
      @Nullable Double floorMs,
      int lanes,
      List<Bar> bars) {}

  /**
   * One request, or several that follow each other on their lane.
   *
   * @param lane its place from the top, from 0
   * @param first the number of the first request
   * @param count of requests
   * @param shade 0 or 1, to tell it from what stands beside it
   * @param status of the first request that failed, or {@code ok}
   */
  public record Bar(
      int lane, double startMs, double endMs, int first, int count, int shade, String status) {}
}
