package dev.fanout.report.chart;

import dev.fanout.report.file.Replacement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The charts of a run as files in a folder of their own. */
public final class ChartFiles {
  private final Path folder;

  /** The files in that folder. */
  public ChartFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * Draws the charts and adds them to what is replaced; the charts that an earlier report made and
   * this one does not have are removed.
   *
   * @param png whether each chart becomes a PNG file too, beside its SVG file
   * @throws IOException if PNG files are asked for and the system has no fonts
   */
  public void draw(List<Chart> charts, boolean png, Replacement files) throws IOException {
    Set<Path> earlier = new HashSet<>();
    for (String id : Charts.IDS) {
      earlier.add(svg(id));
      earlier.add(png(id));
    }
    if (!charts.isEmpty()) {
      var library = new ECharts();
      for (Chart chart : charts) {
        String drawn = library.svg(chart);
        files.put(svg(chart.id()), drawn);
        earlier.remove(svg(chart.id()));
        if (png) {
          files.put(png(chart.id()), Png.of(drawn));
          earlier.remove(png(chart.id()));
        }
      }
    }
    earlier.forEach(files::remove);
  }

  private Path svg(String id) {
    return folder.resolve(id + ".svg");
  }

  private Path png(String id) {
    return folder.resolve(id + ".png");
  }
}
