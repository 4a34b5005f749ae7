package dev.fanout.report.page;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium without a window. */
final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  // It warns of lacking a protocol that is not used here. Held, since loggers are held weakly.
  private static final Logger LOGGER = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts it; where there is none, the tests that ask for it are skipped. */
  static Browser start(Path profile) {
    assumeTrue(
        Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
        "SKIPPED: no %s or no %s; on Debian install chromium and chromium-driver"
            .formatted(CHROMIUM, DRIVER));
    LOGGER.setLevel(Level.SEVERE);
    var logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    var options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile);
    // Named, so that Selenium looks for no driver of its own, least of all on the network.
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .usingAnyFreePort()
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  /** Opens a page in a wide window with light colours, and forgets what was logged before. */
  void open(Path page) {
    driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    prefer("light");
    driver.manage().window().setSize(new Dimension(1_280, 900));
    consoleMessages();
    requestedAddresses();
    driver.get(page.toUri().toString());
  }

  /** What the console shows: errors, warnings, messages. */
  List<String> consoleMessages() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** What the browser has asked for since it was last asked this, as its own messages in JSON. */
  List<String> requestedAddresses() {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> message.contains("\"Network.requestWillBeSent\""))
        .toList();
  }

  /** Has the system prefer {@code light} or {@code dark} colours. */
  void prefer(String colours) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
    settle();
  }

  /** Has a screen of that width. */
  void width(int pixels) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", 800, "deviceScaleFactor", 1, "mobile", true));
    settle();
  }

  /** Waits until what was changed is on the screen: a frame for the change, one for its effects. */
  void settle() {
    driver.executeAsyncScript(
        "const done = arguments[arguments.length - 1];requestAnimationFrame(() =>"
            + " requestAnimationFrame(() => requestAnimationFrame(done)))");
  }

  WebElement element(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  List<WebElement> elements(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  void click(String selector) {
    driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element(selector));
    element(selector).click();
    settle();
  }

  /** Points at an element and waits for the chart's tooltip; its text. */
  String hover(WebElement target) {
    driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", target);
    settle();
    // What is pointed at may be drawn again, and so be another element afterwards.
    WebElement drawing = target.findElement(By.xpath("ancestor::div[@data-chart]"));
    new Actions(driver).moveToElement(target).perform();
    return String.valueOf(
        driver.executeAsyncScript(
            """
            const [drawing, done] = arguments;
            (function look() {
              const tip = drawing.querySelector('.tip');
              tip && tip.innerText ? done(tip.innerText) : requestAnimationFrame(look);
            })();
            """,
            drawing));
  }

  /** The number that an expression gives. */
  double number(String expression) {
    return ((Number) Objects.requireNonNull(driver.executeScript("return " + expression)))
        .doubleValue();
  }

  /** The text that an expression gives. */
  String text(String expression) {
    return String.valueOf(driver.executeScript("return " + expression));
  }

  /** Ends browser and driver. */
  @Override
  public void close() {
    driver.quit();
  }
}
