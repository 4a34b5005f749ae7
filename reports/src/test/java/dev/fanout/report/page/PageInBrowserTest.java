package dev.fanout.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.report.MadeUpBehaviours;
import dev.fanout.report.MadeUpRuns;
import dev.fanout.report.MadeUpStreams;
import dev.fanout.report.MadeUpTunings;
import dev.fanout.report.RunReport;
import dev.fanout.report.csv.ReportCsv;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.summary.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;

/** The page in a real browser, opened from disk; a page is loaded once for all that it shows. */
@Tag("slow")
class PageInBrowserTest {
  private static final String COLD = "[fill='#2f74b5']";
  private static final String COLD_SOFT = "[fill='#8ab4dc']";
  private static final String WARM = "[fill='#d9661f']";
  private static final String WARM_SOFT = "[fill='#f0a878']";
  private static final String FAILED = "[fill='#a3195b']";
  private static final String REQUESTS =
      String.join(", ", COLD, COLD_SOFT, WARM, WARM_SOFT, FAILED);
  private static final String DOT = "[fill-opacity='0.75']";
  private static final String LINE_DOT = "[fill-opacity='0.85']";
  private static final String FLOOR = "path[fill='#1c2024']";

  @TempDir static Path temporary;
  private static @Nullable Browser started;

  @BeforeAll
  static void startBrowserAndWriteReports() throws IOException {
    started = Browser.start(temporary.resolve("profile"));
    Results small = MadeUpRuns.small();
    write("small", small);
    Files.write(folder("small").summary(), ReportCsv.summary(small.summaries()));
    write("sizes", MadeUpRuns.sizes());
    write("counts", MadeUpRuns.counts());
    write("servers", MadeUpRuns.servers());
    write("pages", MadeUpRuns.pages());
    write("stages", MadeUpRuns.stages());
    write("tuning", MadeUpRuns.tuning(MadeUpTunings.pool()));
    write("hostile", MadeUpRuns.hostile());
    write("empty", MadeUpRuns.empty());
    write("odd", MadeUpRuns.odd());
    write("behaviour", MadeUpBehaviours.results(MadeUpBehaviours.all()));
    write("costs", MadeUpRuns.costs());
    write("crowd", crowd());
    write("switch", MadeUpRuns.switching());
    write("rates", MadeUpStreams.rates());
    write("stall", MadeUpStreams.stall());
  }

  @AfterAll
  static void endBrowser() {
    if (started != null) {
      started.close();
    }
  }

  private static void write(String name, Results results) throws IOException {
    Files.writeString(folder(name).page(), Page.of(results, RunReport.charts(results)));
  }

  private static RunFolder folder(String name) throws IOException {
    return new RunFolder(Files.createDirectories(temporary.resolve(name)));
  }

  /** Opens a page that loads without an error and asks for nothing but itself. */
  private static Browser open(String run) throws IOException {
    Browser browser = Objects.requireNonNull(started);
    browser.open(folder(run).page());
    assertThat(browser.elements(".drawing svg")).hasSameSizeAs(browser.elements(".drawing"));
    assertThat(browser.consoleMessages()).isEmpty();
    assertThat(browser.requestedAddresses())
        .singleElement()
        .asString()
        .contains(run + "/index.html");
    assertThat(browser.number("performance.getEntriesByType('resource').length")).isZero();
    return browser;
  }

  private static void assertFitsAPhone(Browser browser) {
    browser.width(360);
    assertThat(browser.number("innerWidth")).isEqualTo(360);
    assertThat(browser.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);
    for (WebElement svg : browser.elements(".drawing svg")) {
      assertThat(svg.getSize().getWidth()).isBetween(300, 360);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pages", "stages", "empty", "odd", "behaviour", "switch", "rates", "stall"})
  void loadsAndFitsAPhone(String run) throws IOException {
    assertFitsAPhone(open(run));
  }

  /** Each case's bar and floor, each shot's dot, each request's bar, and their numbers. */
  @Test
  void showsCasesShotsAndRequests() throws IOException {
    Browser browser = open("small");
    assertBars(browser, "wall-time", 2, 2, 4);
    assertBars(browser, "speedup", 2, 2, 4);
    assertThat(drawn(browser, "overhead", DOT + COLD)).hasSize(2);
    assertThat(drawn(browser, "overhead", DOT + WARM)).hasSize(5);
    assertThat(bars(browser, REQUESTS)).isEqualTo(400);
    String median = cell(folder("small").summary(), "virtual-threads,", 11);
    assertThat(median).isEqualTo("3021.250");
    assertThat(browser.hover(drawn(browser, "wall-time", WARM).getLast()))
        .contains("virtual-threads", median + " ms");
    assertThat(browser.hover(drawn(browser, "timeline", COLD_SOFT).getFirst()))
        .contains("serial, cold", "3005.000 ms", "6009.000 ms", "3004.000 ms", "ok");
    assertFitsAPhone(browser);
  }

  @Test
  void showsOneCaseAHiddenLegendAndDarkColoursWhenAsked() throws IOException {
    Browser browser = open("small");
    browser.click("[data-panels='timeline'] option[value='1']");
    assertThat(bars(browser, REQUESTS)).isEqualTo(100);
    assertThat(browser.text("document.querySelector('#timeline .drawing svg').textContent"))
        .contains("process-pool 8, chunk 4")
        .doesNotContain("serial");

    String warm = "#wall-time .legend button:nth-child(2)";
    assertThat(browser.element(warm).getText()).isEqualTo("warm");
    browser.click(warm);
    assertThat(browser.element(warm).getDomAttribute("aria-pressed")).isEqualTo("false");
    assertThat(drawn(browser, "wall-time", WARM)).isEmpty();
    assertThat(drawn(browser, "wall-time", COLD)).hasSize(2);
    browser.click(warm);
    assertThat(drawn(browser, "wall-time", WARM)).hasSize(2);

    assertLight(browser);
    browser.prefer("dark");
    assertDark(browser);
    browser.click("#theme");
    assertLight(browser);
    browser.click("#theme");
    assertDark(browser);
  }

  @Test
  void drawsEachMeasuredSize() throws IOException {
    Browser browser = open("sizes");
    assertBars(browser, "wall-time", 12, 8, 20);
    assertThat(drawn(browser, "staircase", COLD)).hasSize(12);
    List<WebElement> points = drawn(browser, "staircase", WARM);
    assertThat(points).hasSize(8);
    assertThat(browser.hover(points.getLast())).contains("150", "206.000 ms");
    assertFitsAPhone(browser);
  }

  @Test
  void drawsEachMeasuredNumberOfRequests() throws IOException {
    Browser browser = open("counts");
    assertBars(browser, "wall-time", 8, 12, 20);
    assertThat(drawn(browser, "requests-scaling", COLD)).hasSize(8);
    assertThat(drawn(browser, "requests-scaling", WARM)).hasSize(12);
    assertFitsAPhone(browser);
  }

  @Test
  void drawsEachSizeOfASearchItsFreshShotsAndWhatIsRecommended() throws IOException {
    Browser browser = open("tuning");
    assertThat(drawn(browser, "tuning", WARM + "[d^='M1 0A1']")).hasSize(6);
    assertThat(drawn(browser, "tuning", "[stroke='#00796b']")).hasSize(3);
    assertThat(browser.text("document.querySelector('#tuning .drawing svg').textContent"))
        .contains("recommended: 50", "server: 60 at once", "threads");
    assertThat(browser.hover(drawn(browser, "tuning", WARM).getLast()))
        .contains("measured\t406 ms");
    assertFitsAPhone(browser);
  }

  @Test
  void drawsAPointForEachServerAndNamesEachCaseOnce() throws IOException {
    Browser browser = open("servers");
    assertThat(drawn(browser, "handler-threads", COLD + LINE_DOT)).hasSize(24);
    assertThat(drawn(browser, "handler-threads", WARM + LINE_DOT)).hasSize(15);
    assertThat(browser.elements("#handler-threads .drawing svg text"))
        .extracting(WebElement::getText)
        .containsOnlyOnce("serial", "fixed-thread-pool 10", "virtual-threads", "async");
    assertThat(browser.hover(drawn(browser, "handler-threads", WARM + LINE_DOT).getLast()))
        .contains("virtual-threads", "async", "203.400 ms");
    assertFitsAPhone(browser);
  }

  /** Twelve of the best cases, all close to each other, among others. */
  private static Results crowd() {
    var shots = new ArrayList<Shot>();
    for (int i = 0; i < 16; i++) {
      var measured =
          new Case("event-loop", "loops-" + i, "netty", null, null, 100, "hello", 100, 1_000);
      double worse = i < 12 ? 0 : 30;
      shots.addAll(
          MadeUpRuns.priced(measured, 1_005 + i % 12 + worse, 60 - 2 * (i % 12) + worse, 90_000));
    }
    return MadeUpRuns.of(shots);
  }

  @Test
  void drawsADotForEachCaseAndTemperatureInThePriceOfTime() throws IOException {
    Browser browser = open("costs");
    assertThat(drawn(browser, "time-and-cost", COLD + "[d^='M1 0A1']")).hasSize(16);
    assertThat(drawn(browser, "time-and-cost", WARM + "[d^='M1 0A1']")).hasSize(13);
    assertThat(browser.hover(drawn(browser, "time-and-cost", WARM).getLast()))
        .contains("virtual-threads", "ms");
    assertNames(browser, 1_100, 6);
    assertNames(browser, 360, 4);
    assertFitsAPhone(browser);
  }

  @Test
  void namesTheBestCasesWhereNoNameCoversAnother() throws IOException {
    Browser browser = open("crowd");
    assertNames(browser, 1_100, 12);
    assertNames(browser, 360, 6);
  }

  private static void assertNames(Browser browser, int width, int least) {
    browser.width(width);
    assertThat(names(browser, "names.length")).isGreaterThanOrEqualTo(least);
    assertThat(names(browser, "names.filter(a => a.right > innerWidth).length")).isZero();
    assertThat(
            names(
                browser,
                "names.flatMap((a, i) => names.slice(i + 1).filter(b => a.left < b.right && b.left"
                    + " < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom)).length"))
        .isZero();
  }

  private static double names(Browser browser, String expression) {
    return browser.number(
        """
        (names => %s)([...document.querySelectorAll('#time-and-cost .drawing svg text')]
            .filter(text => /^(event-loop|virtual-threads|serial)/.test(text.textContent))
            .map(text => text.getBoundingClientRect()))\
        """
            .formatted(expression));
  }

  @Test
  void showsHostileTextAsText() throws IOException {
    Browser browser = open("hostile");
    assertThat(browser.text("document.title")).startsWith("100 requests of 3 s");
    assertThat(browser.elements("img")).isEmpty();
    assertThat(browser.element("#findings .says").getText()).contains("onerror=alert(1)>");
    List<WebElement> bars = drawn(browser, "wall-time", WARM);
    assertThat(browser.hover(bars.getFirst())).contains("</script><script>");
    assertThat(browser.hover(drawn(browser, "timeline", FAILED).getFirst()))
        .contains("onerror=alert(1)>");
    assertFitsAPhone(browser);
    assertThat(browser.consoleMessages()).isEmpty();
  }

  private static void assertBars(Browser browser, String chart, int cold, int warm, int floors) {
    assertThat(drawn(browser, chart, COLD)).hasSize(cold);
    assertThat(drawn(browser, chart, WARM)).hasSize(warm);
    assertThat(drawn(browser, chart, FLOOR)).hasSize(floors);
  }

  private static List<WebElement> drawn(Browser browser, String chart, String mark) {
    return browser.elements("#%s .drawing svg %s".formatted(chart, mark));
  }

  /** Those in the plots: the legend is not part of the drawing. */
  private static int bars(Browser browser, String fills) {
    return (int)
        browser.number(
            "document.querySelector('#timeline .drawing svg').querySelectorAll(\"%s\").length"
                .formatted(fills));
  }

  private static void assertLight(Browser browser) {
    assertThat(lightness(browser, "body", "background-color")).isGreaterThan(0.9);
    assertThat(lightness(browser, "#wall-time svg text", "fill")).isLessThan(0.5);
  }

  private static void assertDark(Browser browser) {
    assertThat(lightness(browser, "body", "background-color")).isLessThan(0.2);
    assertThat(lightness(browser, "#wall-time svg text", "fill")).isGreaterThan(0.6);
  }

  /** From 0, black, to 1, white. */
  private static double lightness(Browser browser, String selector, String property) {
    return browser.number(
        """
        getComputedStyle(document.querySelector("%s")).getPropertyValue("%s")
            .match(/[0-9]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 765\
        """
            .formatted(selector, property));
  }

  private static String cell(Path csv, String start, int column) throws IOException {
    return Files.readAllLines(csv).stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.split(",", -1)[column])
        .findFirst()
        .orElseThrow();
  }
}
