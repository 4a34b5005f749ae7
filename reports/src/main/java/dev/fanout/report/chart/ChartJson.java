package dev.fanout.report.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Charts as the JSON that the drawing scripts read. */
public final class ChartJson {
  private static final JsonMapper JSON = new JsonMapper();

  private ChartJson() {}

  /** A chart, or a list of charts, as text that may stand in a script element. */
  public static String of(Object charts) {
    try {
      // Both can occur in strings alone: the first would end the element, the others are line ends
      // to some readers.
      return JSON.writeValueAsString(charts)
          .replace("<", "\\u003c")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a chart that is no JSON", e);
    }
  }
}
