package dev.fanout.report.measurement;

import java.nio.file.Path;

/**
 * A run's folder, and where each file in it is.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
  /** The run's id, which is the folder's name. */
  public String runId() {
    return path.getFileName().toString();
  }

  /** A row per shot. */
  public Path shots() {
    return path.resolve("shots.csv");
  }

  /** A row per request. */
  public Path requests() {
    return path.resolve("requests.csv");
  }

  /** A row per case and temperature. */
  public Path summary() {
    return path.resolve("summary.csv");
  }

  /** The {@link Environment}. */
  public Path environment() {
    return path.resolve("environment.json");
  }

  /** JMH's own results, a file per case and temperature. */
  public Path jmh() {
    return path.resolve("jmh");
  }

  /** The report to read. */
  public Path report() {
    return path.resolve("report.md");
  }

  /** A row per finding. */
  public Path findings() {
    return path.resolve("findings.csv");
  }

  /** A row per published figure that the run repeats. */
  public Path claims() {
    return path.resolve("claims.csv");
  }

  /** The report as one page for a browser. */
  public Path page() {
    return path.resolve("index.html");
  }

  /** The charts as SVG. */
  public Path charts() {
    return path.resolve("charts");
  }

  /** What each model did in each scenario; only there in the folder of such a run. */
  public Path behaviour() {
    return path.resolve("behaviour.csv");
  }

  /** A row per micro-benchmark; only there in the folder of a run of these. */
  public Path switches() {
    return path.resolve("switch.csv");
  }

  /** What a search for the best pool size found; only there in the folder of such a search. */
  public Path tuning() {
    return path.resolve("tuning.json");
  }

  /** A row per size that the search measured. */
  public Path tuningTable() {
    return path.resolve("tuning.csv");
  }

  /** The recommendation and its reasons, to read. */
  public Path tuningReport() {
    return path.resolve("tuning.md");
  }
}
