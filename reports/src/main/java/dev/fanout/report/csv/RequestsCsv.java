package dev.fanout.report.csv;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** requests.csv: a row per request of each shot. */
public final class RequestsCsv {
  private static final List<String> HEADER =
      List.of(
          "run_id",
          "round",
          "model",
          "variant",
          "client",
          "size",
          "chunk",
          "workload",
          "temperature",
          "request",
          "lane",
          "start_ms",
          "end_ms",
          "status");

  private RequestsCsv() {}

  /** Creates the file with its header alone; fails if it exists. */
  public static void create(Path file) throws IOException {
    CsvWriting.create(file, HEADER);
  }

  /** Adds the requests of a shot, on disk when this returns. */
  public static void append(Path file, Shot shot, List<RequestTrace> requests) throws IOException {
    CsvWriting.append(file, requests.stream().map(trace -> cells(shot, trace)).toList());
  }

  private static List<String> cells(Shot shot, RequestTrace trace) {
    Case measured = shot.measured();
    return List.of(
        shot.runId(),
        Cells.text(shot.round()),
        measured.model(),
        Cells.text(measured.variant()),
        Cells.text(measured.client()),
        Cells.text(measured.size()),
        Cells.text(measured.chunk()),
        measured.workload(),
        shot.temperature().text(),
        Cells.text(trace.request()),
        Cells.text(trace.lane()),
        Cells.millis(trace.startMs()),
        Cells.millis(trace.endMs()),
        trace.status());
  }
}
