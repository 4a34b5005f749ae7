package dev.fanout.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.MadeUpRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartFilesTest {
  @TempDir Path folder;

  @Test
  void replaceThoseOfAnEarlierReportAndBecomePictures() throws IOException {
    Files.writeString(folder.resolve("staircase.svg"), "of a run with other cases");
    Files.writeString(folder.resolve("notes.txt"), "not ours");
    List<Chart> charts = Charts.of(MadeUpRuns.hostile());

    ChartFiles.write(charts, folder);
    assertThat(folder)
        .isDirectoryNotContaining("glob:**/staircase.svg")
        .isDirectoryContaining("glob:**/notes.txt");
    for (Chart chart : charts) {
      Document svg = svg(chart);
      assertThat(svg.text()).contains(chart.title()).contains("</script>");
      assertThat(svg.select("script, img")).isEmpty();
    }

    Png.writeBesideSvg(folder);
    for (Chart chart : charts) {
      var image = ImageIO.read(folder.resolve(chart.id() + ".png").toFile());
      assertThat(image.getWidth()).isEqualTo(1_800);
      assertThat(image.getRGB(5, 5) & 0xffffff).isEqualTo(0xffffff);
    }
  }

  @Test
  void areNoneWhereThereIsNothingToDraw() throws IOException {
    Files.writeString(folder.resolve("wall-time.svg"), "of an earlier report");
    ChartFiles.write(List.of(), folder);
    assertThat(folder).isEmptyDirectory();
  }

  private Document svg(Chart chart) throws IOException {
    var parser = Parser.xmlParser().setTrackErrors(10);
    Document svg = Jsoup.parse(Files.readString(folder.resolve(chart.id() + ".svg")), "", parser);
    assertThat(parser.getErrors()).isEmpty();
    return svg;
  }
}
