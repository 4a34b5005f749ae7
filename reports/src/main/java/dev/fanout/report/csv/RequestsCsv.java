package dev.fanout.report.csv;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  /**
   * Reads the requests of each shot; rows of a shot that is not among the given ones are left out,
   * and so is a last row that is cut.
   *
   * @throws MalformedCsvException if a column is missing or a cell does not fit
   */
  public static Map<Shot, List<RequestTrace>> read(Path file, List<Shot> shots) throws IOException {
    Map<Key, List<RequestTrace>> known = new HashMap<>();
    var requests = new LinkedHashMap<Shot, List<RequestTrace>>();
    for (Shot shot : shots) {
      var traces = new ArrayList<RequestTrace>();
      if (known.put(Key.of(shot), traces) != null) {
        known.put(Key.of(shot), new ArrayList<>()); // whose they are cannot be told: nobody's
      }
      requests.put(shot, traces);
    }
    CsvReading.read(
        file.getFileName().toString(),
        Files.readAllBytes(file),
        HEADER,
        row -> {
          List<RequestTrace> traces = known.get(Key.of(row));
          if (traces != null) {
            traces.add(trace(row));
          }
        });
    return requests;
  }

  private static RequestTrace trace(Row row) throws MalformedCsvException {
    return new RequestTrace(
        row.integer("request"),
        row.integer("lane"),
        row.decimal("start_ms"),
        row.decimal("end_ms"),
        row.text("status"));
  }

  /** What a row says of its shot. */
  private record Key(
      int round,
      String model,
      @Nullable String variant,
      @Nullable String client,
      @Nullable Integer size,
      @Nullable Integer chunk,
      String workload,
      Temperature temperature) {
    static Key of(Shot shot) {
      Case measured = shot.measured();
      return new Key(
          shot.round(),
          measured.model(),
          measured.variant(),
          measured.client(),
          measured.size(),
          measured.chunk(),
          measured.workload(),
          shot.temperature());
    }

    static Key of(Row row) throws MalformedCsvException {
      return new Key(
          row.count("round"),
          row.text("model"),
          row.optionalText("variant"),
          row.optionalText("client"),
          row.optionalCount("size"),
          row.optionalCount("chunk"),
          row.text("workload"),
          row.constant("temperature", Temperature.class));
    }
  }

  private static List<String> cells(Shot shot, RequestTrace trace) {
    Case measured = shot.measured();
    return List.of(
        Cells.text(shot.runId()),
        Cells.plain(shot.round()),
        Cells.text(measured.model()),
        Cells.text(measured.variant()),
        Cells.text(measured.client()),
        Cells.plain(measured.size()),
        Cells.plain(measured.chunk()),
        Cells.text(measured.workload()),
        shot.temperature().text(),
        Cells.plain(trace.request()),
        Cells.plain(trace.lane()),
        Cells.millis(trace.startMs()),
        Cells.millis(trace.endMs()),
        Cells.text(trace.status()));
  }
}
