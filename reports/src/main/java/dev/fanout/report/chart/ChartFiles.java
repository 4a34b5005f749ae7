package dev.fanout.report.chart;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The charts of a run as SVG files in a folder of their own. */
public final class ChartFiles {
  private ChartFiles() {}

  /** Writes them, and removes what an earlier run of the reports left there. */
  public static void write(List<Chart> charts, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (DirectoryStream<Path> earlier = Files.newDirectoryStream(folder, "*.{svg,png}")) {
      for (Path file : earlier) {
        Files.delete(file);
      }
    }
    if (charts.isEmpty()) {
      return;
    }
    var library = new ECharts();
    for (Chart chart : charts) {
      Files.writeString(folder.resolve(chart.id() + ".svg"), library.svg(chart));
    }
  }
}
