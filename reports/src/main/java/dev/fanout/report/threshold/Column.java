package dev.fanout.report.threshold;

import dev.fanout.report.measurement.Summary;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A column of summary.csv that holds numbers; its constant is the column's name in capitals. */
enum Column {
  SIZE,
  CHUNK,
  IN_FLIGHT,
  REQUESTS,
  DELAY_MS,
  SHOTS,
  MEDIAN_MS,
  MIN_MS,
  MAX_MS,
  FLOOR_MS,
  OVERHEAD_MS,
  EFFICIENCY,
  SPEEDUP,
  PUBLISHED_MS,
  OPEN_MS,
  FAILED_SHOTS,
  MEDIAN_LOW_MS,
  MEDIAN_HIGH_MS,
  CPU_MS,
  FILE_BYTES,
  HANDLER_THREADS;

  static Column named(String name) {
    return Arrays.stream(values())
        .filter(column -> column.text().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new MalformedThresholdException(
                    "'%s' is no column of numbers in summary.csv; these are %s."
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(Column::text)
                                .collect(Collectors.joining(", ")))));
  }

  /** The name in summary.csv. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The figure; absent where the row has none. */
  @Nullable Double of(Summary row) {
    Number number = number(row);
    return number == null ? null : Double.valueOf(number.doubleValue());
  }

  private @Nullable Number number(Summary row) {
    return switch (this) {
      case SIZE -> row.measured().size();
      case CHUNK -> row.measured().chunk();
      case IN_FLIGHT -> row.measured().inFlight();
      case REQUESTS -> row.measured().requests();
      case DELAY_MS -> row.measured().delayMs();
      case SHOTS -> row.shots();
      case MEDIAN_MS -> row.medianMs();
      case MIN_MS -> row.minMs();
      case MAX_MS -> row.maxMs();
      case FLOOR_MS -> row.floorMs();
      case OVERHEAD_MS -> row.overheadMs();
      case EFFICIENCY -> row.efficiency();
      case SPEEDUP -> row.speedup();
      case PUBLISHED_MS -> row.publishedMs();
      case OPEN_MS -> row.openMs();
      case FAILED_SHOTS -> row.failedShots();
      case MEDIAN_LOW_MS -> row.medianLowMs();
      case MEDIAN_HIGH_MS -> row.medianHighMs();
      case CPU_MS -> row.measured().cpuMs();
      case FILE_BYTES -> row.measured().fileBytes();
      case HANDLER_THREADS -> row.measured().handlerThreads();
    };
  }
}
