package dev.fanout.report.csv;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import java.io.IOException;
import java.io.Reader;
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
   * Reads the requests of each shot; rows of a shot that is not among the given ones are left out.
   *
   * @throws MalformedCsvException if a column is missing or a cell does not fit
   */
  public static Map<Shot, List<RequestTrace>> read(Path file, List<Shot> shots) throws IOException {
    Map<Key, Shot> known = new HashMap<>();
    var requests = new LinkedHashMap<Shot, List<RequestTrace>>();
    for (Shot shot : shots) {
      known.put(Key.of(shot), shot);
      requests.put(shot, new ArrayList<>());
    }
    try (Reader reader = Files.newBufferedReader(file)) {
      for (Row row : CsvReading.rows(file.getFileName().toString(), reader, HEADER)) {
        Shot shot = known.get(Key.of(row));
        if (shot != null) {
          requests
              .computeIfAbsent(shot, any -> new ArrayList<>())
              .add(
                  new RequestTrace(
                      row.integer("request"),
                      row.integer("lane"),
                      row.decimal("start_ms"),
                      row.decimal("end_ms"),
                      row.text("status")));
        }
      }
    }
    return requests;
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
          row.integer("round"),
          row.text("model"),
          row.optionalText("variant"),
          row.optionalText("client"),
          row.optionalInteger("size"),
          row.optionalInteger("chunk"),
          row.text("workload"),
          row.constant("temperature", Temperature.class));
    }
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
