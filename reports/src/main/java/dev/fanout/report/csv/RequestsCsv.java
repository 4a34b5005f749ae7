package dev.fanout.report.csv;

import static dev.fanout.report.measurement.Parameter.CHUNK;
import static dev.fanout.report.measurement.Parameter.CLIENT;
import static dev.fanout.report.measurement.Parameter.DELAY_MS;
import static dev.fanout.report.measurement.Parameter.MODEL;
import static dev.fanout.report.measurement.Parameter.REQUESTS;
import static dev.fanout.report.measurement.Parameter.SIZE;
import static dev.fanout.report.measurement.Parameter.VARIANT;
import static dev.fanout.report.measurement.Parameter.WORKLOAD;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** requests.csv: a row per request of each shot. */
public final class RequestsCsv {
  private static final List<Parameter> FIRST =
      List.of(MODEL, VARIANT, CLIENT, SIZE, CHUNK, WORKLOAD);

  private static final List<Parameter> ADDED_LATER =
      Stream.concat(Stream.of(REQUESTS, DELAY_MS), CaseCells.ADDED_LATER.stream()).toList();

  private static final List<String> REQUIRED =
      CsvWriting.row(
          List.of("run_id", "round"),
          CaseCells.header(FIRST),
          List.of("temperature", "request", "lane", "start_ms", "end_ms", "status"));

  private static final List<String> HEADER =
      CsvWriting.row(REQUIRED, CaseCells.header(ADDED_LATER));

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
   * Reads the requests of each shot; a last row that is cut is left out, and so are the last rows
   * if they are of one shot that is not among the given ones: its writer was killed before it could
   * write the shot.
   *
   * @throws MalformedCsvException if a column is missing, a cell does not fit, or a row contradicts
   *     itself, another one or its shot, or is of no shot
   */
  public static Map<Shot, List<RequestTrace>> read(Path file, List<Shot> shots) throws IOException {
    Map<Key, Optional<Requests>> known = new HashMap<>();
    var ofShots = new LinkedHashMap<Shot, Requests>();
    for (Shot shot : shots) {
      var requests = new Requests(shot);
      for (Key key : List.of(Key.of(shot), Key.ofEarlierVersion(shot))) {
        if (known.putIfAbsent(key, Optional.of(requests)) != null) {
          known.put(key, Optional.empty()); // whose they are cannot be told
        }
      }
      ofShots.put(shot, requests);
    }
    var unwritten = new Unwritten();
    CsvReading.read(
        file.getFileName().toString(),
        Files.readAllBytes(file),
        REQUIRED,
        row -> {
          if (!shots.isEmpty() && !row.text("run_id").equals(shots.getFirst().runId())) {
            throw row.refused(
                "it is of run %s, and the shots are of run %s"
                    .formatted(row.text("run_id"), shots.getFirst().runId()));
          }
          Key key = Key.of(row);
          RequestTrace trace = trace(row);
          Optional<Requests> requests = known.get(key);
          unwritten.check(key, row, requests != null);
          if (requests != null && requests.isPresent()) {
            requests.get().add(trace, row);
          }
        });
    var read = new LinkedHashMap<Shot, List<RequestTrace>>();
    ofShots.forEach((shot, requests) -> read.put(shot, requests.traces));
    return read;
  }

  /** The shot whose requests are the last of the file, and which itself was never written. */
  private static final class Unwritten {
    private @Nullable Key shot;
    private @Nullable Row first;

    /** Refuses its rows once a row of another shot comes after them. */
    void check(Key key, Row row, boolean written) throws MalformedCsvException {
      if (first != null && !key.equals(shot)) {
        throw first.refused("it is of no shot in shots.csv, and rows of another shot follow");
      }
      if (first == null && !written) {
        shot = key;
        first = row;
      }
    }
  }

  /** The requests of a shot as they are read: each is there once, and the shot can have it. */
  private static final class Requests {
    private static final double ROUNDED_MS = 1;

    private final Shot shot;
    private final List<RequestTrace> traces = new ArrayList<>();
    private final BitSet numbers = new BitSet();

    Requests(Shot shot) {
      this.shot = shot;
    }

    void add(RequestTrace trace, Row row) throws MalformedCsvException {
      int requests = shot.measured().requests();
      if (trace.request() >= requests) {
        throw row.refused(
            "request %d is not one of the %d of its shot".formatted(trace.request(), requests));
      }
      if (numbers.get(trace.request())) {
        throw row.refused("request %d of the shot is there twice".formatted(trace.request()));
      }
      if (shot.valid() && !trace.status().equals(RequestTrace.OK)) {
        throw row.refused("request %d failed, and the shot is valid".formatted(trace.request()));
      }
      if (trace.lane() >= requests) {
        throw row.refused(
            "lane %d cannot be: the %d requests of the shot have %d lanes at most"
                .formatted(trace.lane(), requests, requests));
      }
      Double elapsedMs = shot.elapsedMs();
      if (elapsedMs != null && trace.endMs() > elapsedMs + ROUNDED_MS) {
        throw row.refused(
            "end_ms is %s, after the end of its shot at %s".formatted(trace.endMs(), elapsedMs));
      }
      numbers.set(trace.request());
      traces.add(trace);
    }
  }

  private static RequestTrace trace(Row row) throws MalformedCsvException {
    return new RequestTrace(
        row.integer("request"),
        row.integer("lane"),
        row.millis("start_ms"),
        row.millis("end_ms"),
        row.text("status"));
  }

  /** What a row says of its shot: the case as it stands in the cells. */
  private record Key(int round, Temperature temperature, List<String> first, List<String> later) {
    static Key of(Shot shot) {
      return of(shot, CaseCells.of(shot.measured(), ADDED_LATER));
    }

    /** What a row says in a file without the columns that were added later. */
    static Key ofEarlierVersion(Shot shot) {
      return of(shot, Collections.nCopies(ADDED_LATER.size(), ""));
    }

    private static Key of(Shot shot, List<String> later) {
      return new Key(shot.round(), shot.temperature(), CaseCells.of(shot.measured(), FIRST), later);
    }

    static Key of(Row row) throws MalformedCsvException {
      return new Key(
          row.count("round"),
          row.constant("temperature", Temperature.class),
          row.cells(CaseCells.header(FIRST)),
          row.cells(CaseCells.header(ADDED_LATER)));
    }
  }

  private static List<String> cells(Shot shot, RequestTrace trace) {
    Case measured = shot.measured();
    return CsvWriting.row(
        List.of(Cells.text(shot.runId()), Cells.plain(shot.round())),
        CaseCells.of(measured, FIRST),
        List.of(
            shot.temperature().text(),
            Cells.plain(trace.request()),
            Cells.plain(trace.lane()),
            Cells.millis(trace.startMs()),
            Cells.millis(trace.endMs()),
            Cells.text(trace.status())),
        CaseCells.of(measured, ADDED_LATER));
  }
}
