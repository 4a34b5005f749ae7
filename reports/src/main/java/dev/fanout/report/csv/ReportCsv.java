package dev.fanout.report.csv;

import static dev.fanout.report.measurement.Parameter.CHUNK;
import static dev.fanout.report.measurement.Parameter.CLIENT;
import static dev.fanout.report.measurement.Parameter.DELAY_MS;
import static dev.fanout.report.measurement.Parameter.MODEL;
import static dev.fanout.report.measurement.Parameter.REQUESTS;
import static dev.fanout.report.measurement.Parameter.SIZE;
import static dev.fanout.report.measurement.Parameter.VARIANT;
import static dev.fanout.report.measurement.Parameter.WORKLOAD;

import dev.fanout.report.compare.Change;
import dev.fanout.report.compare.Shift.Confidence;
import dev.fanout.report.measurement.ClaimCheck;
import dev.fanout.report.measurement.Finding;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.SummaryColumn;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The CSV files of a report, which are written and never read: each is the content of a file. */
public final class ReportCsv {
  private ReportCsv() {}

  /** summary.csv: a row per case and temperature. */
  public static byte[] summary(List<Summary> rows) throws IOException {
    return new CsvTable<Summary>()
        .parameters(ShotsCsv.FIRST, Summary::measured)
        .plain("temperature", row -> row.temperature().text())
        .each(SummaryColumn.FIRST, ReportCsv::figure)
        .parameters(ShotsCsv.BETWEEN, Summary::measured)
        .each(SummaryColumn.ADDED_LATER, ReportCsv::figure)
        .parameters(ShotsCsv.LAST, Summary::measured)
        .parameters(ShotsCsv.OF_STREAMS, Summary::measured)
        .each(SummaryColumn.OF_STREAMS, ReportCsv::figure)
        .parameters(ShotsCsv.OF_HTTP, Summary::measured)
        .content(rows);
  }

  private static CsvTable<Summary> figure(CsvTable<Summary> table, SummaryColumn column) {
    return table.number(column.name(), column.unit(), column.figure());
  }

  /** findings.csv: a row per finding. */
  public static byte[] findings(List<Finding> findings) throws IOException {
    return new CsvTable<Finding>()
        .text("finding", Finding::id)
        .plain("severity", finding -> finding.severity().text())
        .text("subject", Finding::subject)
        .text("says", Finding::says)
        .text("means", Finding::means)
        .text("advice", Finding::advice)
        .content(findings);
  }

  /** claims.csv: a row per published figure and case that repeats its experiment. */
  public static byte[] claims(List<ClaimCheck> checks) throws IOException {
    return new CsvTable<ClaimCheck>()
        .text("claim", check -> check.claim().id())
        .parameters(
            List.of(MODEL, VARIANT, CLIENT, SIZE, CHUNK, REQUESTS, DELAY_MS),
            check -> check.summary().measured())
        .plain("temperature", check -> check.summary().temperature().text())
        .millis("published_ms", check -> check.claim().publishedMs())
        .millis("measured_ms", check -> check.summary().medianMs())
        .plain("verdict", ClaimCheck::verdict)
        .text("reason", ClaimCheck::reason)
        .content(checks);
  }

  /** comparison.csv: a row per case and temperature of two runs. */
  public static byte[] comparison(List<Change> changes) throws IOException {
    return new CsvTable<Change>()
        .parameters(
            List.of(MODEL, VARIANT, CLIENT, SIZE, CHUNK, WORKLOAD, REQUESTS, DELAY_MS),
            Change::measured)
        .plain("temperature", change -> change.temperature().text())
        .plain("base_shots", Change::baseShots)
        .millis("base_median_ms", Change::baseMedianMs)
        .plain("new_shots", Change::newShots)
        .millis("new_median_ms", Change::newMedianMs)
        .millis("change_ms", change -> change.shift() == null ? null : change.shift().ms())
        .millis("change_low_ms", change -> confidence(change, Confidence::lowMs))
        .millis("change_high_ms", change -> confidence(change, Confidence::highMs))
        .ratio("change_percent", Change::percent)
        .ratio("p_value", change -> confidence(change, Confidence::pValue))
        .plain("verdict", change -> change.verdict().text())
        .millis("noise_band_ms", Change::bandMs)
        .parameters(ShotsCsv.BETWEEN, Change::measured)
        .parameters(ShotsCsv.LAST, Change::measured)
        .content(changes);
  }

  private static @Nullable Double confidence(Change change, Function<Confidence, Double> figure) {
    return Optional.ofNullable(change.shift())
        .flatMap(shift -> Optional.ofNullable(shift.confidence()))
        .map(figure)
        .orElse(null);
  }
}
