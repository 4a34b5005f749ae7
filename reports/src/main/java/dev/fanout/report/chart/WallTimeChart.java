package dev.fanout.report.chart;

import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.Temperature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The wall time of each case on a log axis, with its floor marked. */
public final class WallTimeChart {
  private static final String COLD = "#4477aa";
  private static final String WARM = "#cc6633";
  private static final String INK = "#333333";

  /** In pixels. */
  public static final int WIDTH = 900;

  private WallTimeChart() {}

  /** The height that gives each row its room, in pixels. */
  public static int height(List<Summary> rows) {
    return 130 + 34 * measured(rows).size();
  }

  /** ECharts' option object for the rows that have a measurement. */
  public static Map<String, ?> option(List<Summary> summaries) {
    List<Summary> rows = measured(summaries);
    List<String> names = rows.stream().map(Summary::label).toList();
    return Map.of(
        "animation",
        false,
        "backgroundColor",
        "#ffffff",
        "title",
        Map.of(
            "text",
            title(rows),
            "subtext",
            "Median wall time, log scale; the black mark is the least time possible",
            "left",
            16,
            "top",
            14,
            "textStyle",
            Map.of("color", INK)),
        "legend",
        Map.of("right", 24, "top", 14, "data", List.of("cold", "warm", "floor")),
        "grid",
        Map.of("left", 250, "right", 80, "top", 78, "bottom", 44),
        "xAxis",
        Map.of(
            "type",
            "log",
            "name",
            "seconds",
            "nameLocation",
            "middle",
            "nameGap",
            28,
            "min",
            axisMin(rows)),
        "yAxis",
        Map.of(
            "type",
            "category",
            "inverse",
            true,
            "data",
            names,
            "axisTick",
            Map.of("show", false),
            "axisLabel",
            Map.of("color", INK, "fontSize", 13)),
        "series",
        List.of(
            bars("cold", COLD, rows, Temperature.COLD),
            bars("warm", WARM, rows, Temperature.WARM),
            floors(rows)));
  }

  private static List<Summary> measured(List<Summary> rows) {
    return rows.stream().filter(row -> row.medianMs() != null).toList();
  }

  private static String title(List<Summary> rows) {
    if (rows.isEmpty()) {
      return "No case has a valid shot";
    }
    var first = rows.getFirst().measured();
    return "%d requests of %s".formatted(first.requests(), seconds((double) first.delayMs()));
  }

  /** A log axis has no zero: it begins at the power of ten below the smallest floor. */
  private static double axisMin(List<Summary> rows) {
    double least = rows.stream().mapToDouble(Summary::floorMs).min().orElse(1_000) / 1_000;
    return Math.pow(10, Math.floor(Math.log10(least)));
  }

  private static Map<String, ?> bars(
      String name, String color, List<Summary> rows, Temperature temperature) {
    var data = new ArrayList<Object>();
    for (int i = 0; i < rows.size(); i++) {
      Double median = rows.get(i).medianMs();
      if (rows.get(i).temperature() == temperature && median != null) {
        data.add(
            Map.of(
                "value",
                List.of(median / 1_000, i),
                "label",
                Map.of("show", true, "position", "right", "formatter", seconds(median))));
      }
    }
    return Map.of(
        "name",
        name,
        "type",
        "bar",
        "barGap",
        "-100%",
        "barWidth",
        18,
        "itemStyle",
        Map.of("color", color),
        "data",
        data);
  }

  private static Map<String, ?> floors(List<Summary> rows) {
    var data = new ArrayList<List<Object>>();
    for (int i = 0; i < rows.size(); i++) {
      data.add(List.of(rows.get(i).floorMs() / 1_000, i));
    }
    return Map.of(
        "name",
        "floor",
        "type",
        "scatter",
        "symbol",
        "rect",
        "symbolSize",
        List.of(3, 26),
        "itemStyle",
        Map.of("color", "#000000"),
        "z",
        3,
        "data",
        data);
  }

  private static String seconds(double millis) {
    return millis < 1_000
        ? String.format(Locale.ROOT, "%.0f ms", millis)
        : String.format(Locale.ROOT, millis < 10_000 ? "%.2f s" : "%.1f s", millis / 1_000)
            .replaceFirst("\\.0+ s", " s");
  }
}
