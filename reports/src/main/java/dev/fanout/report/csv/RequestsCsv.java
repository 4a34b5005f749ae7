package dev.fanout.report.csv;

import static dev.fanout.report.measurement.Parameter.CHUNK;
import static dev.fanout.report.measurement.Parameter.CLIENT;
import static dev.fanout.report.measurement.Parameter.DELAY_MS;
import static dev.fanout.report.measurement.Parameter.MODEL;
import static dev.fanout.report.measurement.Parameter.REQUESTS;
import static dev.fanout.report.measurement.Parameter.SIZE;
import static dev.fanout.report.measurement.Parameter.VARIANT;
import static dev.fanout.report.measurement.Parameter.WORKLOAD;

import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.measurement.UnreadableRunException;
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
import org.jspecify.annotations.Nullable;

/** requests.csv: a row per request of each shot. */
public final class RequestsCsv {
  private record Traced(Shot shot, RequestTrace trace) {}

  /** What tells a shot from others, in the columns of every version. */
  private static final CsvTable<Shot> SHOT =
      new CsvTable<Shot>()
          .plain("round", Shot::round)
          .parameters(List.of(MODEL, VARIANT, CLIENT, SIZE, CHUNK, WORKLOAD), Shot::measured)
          .plain("temperature", shot -> shot.temperature().text());

  /** The same in the columns that files of earlier versions lack. */
  private static final CsvTable<Shot> ADDED_LATER =
      new CsvTable<Shot>()
          .parameters(List.of(REQUESTS, DELAY_MS), Shot::measured)
          .parameters(ShotsCsv.ADDED_LATER, Shot::measured);

  /** Those of them that stand before the last ones. */
  private static final CsvTable<Shot> BEFORE_LAST =
      new CsvTable<Shot>()
          .parameters(List.of(REQUESTS, DELAY_MS), Shot::measured)
          .parameters(
              ShotsCsv.ADDED_LATER.stream()
                  .filter(each -> !ShotsCsv.OF_HTTP.contains(each))
                  .toList(),
              Shot::measured);

  private static final CsvTable<Traced> REQUIRED =
      new CsvTable<Traced>()
          .text("run_id", row -> row.shot().runId())
          .all(SHOT, Traced::shot)
          .plain("request", row -> row.trace().request())
          .plain("lane", row -> row.trace().lane())
          .millis("start_ms", row -> row.trace().startMs())
          .millis("end_ms", row -> row.trace().endMs())
          .text("status", row -> row.trace().status());

  private static final CsvTable<Traced> TABLE =
      REQUIRED
          .all(BEFORE_LAST, Traced::shot)
          .millis("intended_ms", row -> row.trace().intendedMs())
          .parameters(ShotsCsv.OF_HTTP, row -> row.shot().measured());

  private RequestsCsv() {}

  /** Creates the file with its header alone; fails if it exists. */
  public static void create(Path file) throws IOException {
    TABLE.create(file);
  }

  /** Adds the requests of a shot, on disk when this returns. */
  public static void append(Path file, Shot shot, List<RequestTrace> requests) throws IOException {
    TABLE.append(file, requests.stream().map(trace -> new Traced(shot, trace)).toList());
  }

  /**
   * Reads the requests of each shot; a last row that is cut is left out, and so are the last rows
   * if they are of one shot that is not among the given ones: its writer was killed before it could
   * write the shot.
   *
   * @throws UnreadableRunException if a column is missing, a cell does not fit, or a row
   *     contradicts itself, another one or its shot, or is of no shot
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
        REQUIRED.header(),
        row -> {
          if (!shots.isEmpty() && !row.text("run_id").equals(shots.getFirst().runId())) {
            throw row.refused(
                "it belongs to run %s, and the shots belong to run %s"
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
    void check(Key key, Row row, boolean written) throws UnreadableRunException {
      if (first != null && !key.equals(shot)) {
        throw first.refused("its shot is not in shots.csv, and rows of another shot follow");
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

    void add(RequestTrace trace, Row row) throws UnreadableRunException {
      int requests = shot.measured().requests();
      if (trace.request() >= requests) {
        throw row.refused(
            "request %d is not one of the %d of its shot".formatted(trace.request(), requests));
      }
      if (numbers.get(trace.request())) {
        throw row.refused("request %d of the shot appears twice".formatted(trace.request()));
      }
      if (shot.valid() && !trace.status().equals(RequestTrace.OK)) {
        throw row.refused("request %d failed, and the shot is valid".formatted(trace.request()));
      }
      if (trace.lane() >= requests) {
        throw row.refused(
            "lane %d is too high: the %d requests of the shot use at most %d lanes"
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

  private static RequestTrace trace(Row row) throws UnreadableRunException {
    return new RequestTrace(
        row.integer("request"),
        row.integer("lane"),
        row.millis("start_ms"),
        row.millis("end_ms"),
        row.text("status"),
        row.optional("intended_ms", row::millis));
  }

  /** What a row says of its shot, as it stands in the cells. */
  private record Key(List<String> shot, List<String> addedLater) {
    static Key of(Shot shot) {
      return new Key(SHOT.cells(shot), ADDED_LATER.cells(shot));
    }

    /** What a row says in a file without the columns that were added later. */
    static Key ofEarlierVersion(Shot shot) {
      return new Key(SHOT.cells(shot), Collections.nCopies(ADDED_LATER.header().size(), ""));
    }

    static Key of(Row row) throws UnreadableRunException {
      row.count("round");
      row.word("temperature", Temperature.ALL, Temperature::text);
      return new Key(row.cells(SHOT.header()), row.cells(ADDED_LATER.header()));
    }
  }
}
