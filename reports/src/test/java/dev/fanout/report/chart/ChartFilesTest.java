package dev.fanout.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fanout.report.MadeUpRuns;
import dev.fanout.report.chart.Drawing.Timeline;
import dev.fanout.report.file.Replacement;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

@Tag("slow")
class ChartFilesTest {
  @TempDir Path folder;

  @Test
  void replaceThoseOfAnEarlierReportAndBecomePictures() throws Exception {
    for (String earlier : List.of("staircase.svg", "staircase.png", "wall-time.png")) {
      Files.writeString(folder.resolve(earlier), "of an earlier report");
    }
    List<String> foreign = List.of("notes.txt", "my-chart.svg", "photo.png", "wall-time.svg.bak");
    for (String name : foreign) {
      Files.writeString(folder.resolve(name), "not ours");
    }
    List<Chart> charts = Charts.of(MadeUpRuns.hostile());

    Chart wallTime =
        charts.stream().filter(chart -> chart.id().equals("wall-time")).findFirst().orElseThrow();
    draw(List.of(wallTime), false);
    assertThat(names())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(foreign.stream(), Stream.of("wall-time.svg")).toList());

    boolean fonts = hasFonts();
    draw(charts, fonts);
    assertThat(names())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    foreign.stream(),
                    charts.stream()
                        .flatMap(chart -> Stream.of(".svg", ".png").map(chart.id()::concat))
                        .filter(name -> fonts || name.endsWith(".svg")))
                .toList());
    for (String name : foreign) {
      assertThat(folder.resolve(name)).hasContent("not ours");
    }
    for (Chart chart : charts) {
      Document svg = svg(chart);
      assertThat(svg.getDocumentElement().getTextContent())
          .contains(chart.title())
          .contains("</script>");
      assertThat(svg.getElementsByTagName("script").getLength()).isZero();
    }

    assumeThat(fonts).as("fonts to draw with").isTrue();
    for (Chart chart : charts) {
      var image = ImageIO.read(folder.resolve(chart.id() + ".png").toFile());
      assertThat(image.getWidth()).isEqualTo(1_800);
      assertThat(image.getRGB(5, 5) & 0xffffff).isEqualTo(0xffffff);
      int[] pixels =
          image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
      assertThat(Arrays.stream(pixels).filter(pixel -> (pixel & 0xffffff) != 0xffffff).count())
          .as("pixels drawn in " + chart.id())
          .isGreaterThan(10_000);
      assertThat(Arrays.stream(pixels).limit(image.getWidth() * 60L).distinct().count())
          .as("shades in the title of " + chart.id())
          .isGreaterThan(5);
    }
  }

  private static boolean hasFonts() {
    try {
      return GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts().length > 0;
    } catch (RuntimeException | Error e) {
      return false;
    }
  }

  @Test
  void haveAColourForEachTemperature() throws IOException {
    draw(Charts.of(MadeUpRuns.temperatures()), false);
    assertThat(folder.resolve("wall-time.svg"))
        .content()
        .contains("cold-aot", "#2f74b5", "#1b9aa6", "#d9661f");
  }

  @Test
  void areNoneWhereThereIsNothingToDraw() throws IOException {
    Files.writeString(folder.resolve("wall-time.svg"), "of an earlier report");
    draw(List.of(), false);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void haveAPlaceForEverythingWhereFloorsAreZeroOrUndercut() throws IOException {
    List<Chart> charts = Charts.of(MadeUpRuns.odd());
    draw(charts, false);
    for (Chart chart : charts) {
      assertThat(folder.resolve(chart.id() + ".svg"))
          .content()
          .doesNotContain("NaN", "Infinity", "undefined");
    }
  }

  /** Whatever a case is called: long, full of markup, of characters that take two units. */
  @Test
  void areWellFormedWhateverACaseIsCalled() throws Exception {
    var random = new Random(20_261_121);
    List<String> parts =
        List.of(
            "<",
            ">",
            "&",
            "&lt;",
            "\"",
            "'",
            "]]>",
            "<!--",
            "{a|b}",
            "\ud83d\ude80",
            "\u0007",
            "\u2028",
            "\n",
            "\\",
            "\\u003c",
            "%s",
            "$&",
            "word ");
    var library = new ECharts();
    for (int i = 0; i < 12; i++) {
      String name =
          random
              .ints(1 + random.nextInt(60), 0, parts.size())
              .mapToObj(parts::get)
              .collect(Collectors.joining());
      String drawn = library.svg(Charts.of(MadeUpRuns.named(name)).getFirst());
      assertThat(parsed(drawn).getElementsByTagName("text").getLength()).isEqualTo(8);
    }
  }

  private void draw(List<Chart> charts, boolean png) throws IOException {
    var files = new Replacement();
    Charts.draw(charts, folder, png, files);
    files.carryOut();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private Document svg(Chart chart) throws Exception {
    return parsed(Files.readString(folder.resolve(chart.id() + ".svg")));
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  /** However many cases there are, and however many lanes each has. */
  @ParameterizedTest
  @CsvSource({"6, 200, 1900", "60, 100, 1900"})
  void theTimelineStaysOnAFewScreens(int cases, int lanes, int mostHigh) {
    List<Timeline.Panel> panels =
        IntStream.range(0, cases)
            .mapToObj(
                i ->
                    new Timeline.Panel(
                        "event-loop one-loop, netty, %d handlers".formatted(i),
                        "cold",
                        "cold, 10,000 requests on 10,000 lanes in 3.1 s; one lane of every 100 is"
                            + " shown",
                        3_100,
                        3_000.0,
                        lanes,
                        List.of(new Timeline.Bar(lanes - 1, 0, 3_050, 0, 1, 0, "ok"))))
            .toList();
    var chart =
        new Chart(
            "timeline",
            "Timeline",
            "",
            new Timeline(panels),
            new Chart.Table(List.of(), List.of()));
    String svg = new ECharts().svg(chart);
    Matcher height = Pattern.compile("height=\"(\\d+)\"").matcher(svg);
    assertThat(height.find()).isTrue();
    assertThat(Integer.parseInt(height.group(1))).isBetween(300, mostHigh);
    if (cases > 24) {
      assertThat(svg).contains("36 more cases are not drawn here");
    } else {
      assertThat(svg).doesNotContain("more cases are not drawn");
    }
  }
}
