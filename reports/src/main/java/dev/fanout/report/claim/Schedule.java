package dev.fanout.report.claim;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.text.Figures;
import org.jspecify.annotations.Nullable;

/** Why a case takes as long as its floor, in words. */
final class Schedule {
  private Schedule() {}

  static String of(Summary row) {
    Case measured = row.measured();
    Integer size = measured.size();
    Integer chunk = measured.chunk();
    if (size != null && chunk != null && chunk > 1 && !measured.allows(measured.requests())) {
      return chunked(measured, size, chunk, row.floorMs());
    }
    if (!measured.allows(2)) {
      return "%s one after another, %s".formatted(requests(measured), Figures.time(row.floorMs()));
    }
    if (measured.allows(measured.requests())) {
      return "%s at once, %s".formatted(requests(measured), Figures.time(row.floorMs()));
    }
    return "%s, %d at a time, %s"
        .formatted(requests(measured), measured.inFlight(), Figures.time(row.floorMs()));
  }

  private static String chunked(Case measured, int size, int chunk, @Nullable Double floorMs) {
    int chunks = Math.ceilDiv(measured.requests(), chunk);
    double unchunkedMs = (double) Math.ceilDiv(measured.requests(), size) * measured.delayMs();
    return "%d chunks of %d, %d at a time, make %d rounds of %d requests, %s; handed out one by one they would take %s"
        .formatted(
            chunks,
            chunk,
            size,
            Math.ceilDiv(chunks, size),
            chunk,
            Figures.time(floorMs),
            Figures.time(unchunkedMs));
  }

  private static String requests(Case measured) {
    return Figures.count(measured.requests(), "request");
  }
}
