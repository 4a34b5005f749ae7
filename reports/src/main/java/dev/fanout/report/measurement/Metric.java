package dev.fanout.report.measurement;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that is measured of each shot beside its wall time.
 *
 * <p>A constant here is all that files, thresholds, tables, page and charts need to know of it; its
 * name in lower case is its column. New ones come last, since the columns are in this order.
 */
public enum Metric {
  /** What it took to open pool, workers and client; absent if that failed. */
  OPEN_MS(Unit.MS, Fold.MEDIAN, Kind.CONDITION, "time to open"),

  /** The most requests that the server held at once; absent where the server does not count. */
  SERVER_PEAK_IN_FLIGHT(Unit.COUNT, Fold.MAX, Kind.CONDITION, "requests at the server"),

  /**
   * The share of the CPU time that the run may use and that was busy during the fan-out, by
   * whatever process; absent where the system does not tell.
   */
  CPU_BUSY(Unit.RATIO, Fold.MAX, Kind.CONDITION, "CPU busy"),

  /**
   * Connections that the kernel dropped during the fan-out since a listen queue was full, of any
   * process; absent where the system does not tell.
   */
  LISTEN_OVERFLOWS(Unit.COUNT, Fold.SUM, Kind.CONDITION, "connections dropped"),

  /**
   * CPU time in user mode of the measured JVM and its workers during the fan-out; like all costs,
   * absent where the system does not tell.
   */
  CPU_USER_MS(Unit.MS, Fold.MEDIAN, Kind.DETAIL, "user CPU time", Unit.MS),

  /** CPU time that the kernel spent for them during the fan-out. */
  CPU_SYSTEM_MS(Unit.MS, Fold.MEDIAN, Kind.DETAIL, "system CPU time", Unit.MS),

  /** CPU time of the slow server's process, in both modes, from the first request on. */
  SERVER_CPU_MS(Unit.MS, Fold.MEDIAN, Kind.DETAIL, "CPU time of the server", Unit.MS),

  /** What their Java threads allocated on the heap during the fan-out. */
  ALLOCATED_BYTES(Unit.BYTES, Fold.MEDIAN, Kind.DETAIL, "bytes allocated", Unit.BYTES),

  /** The most memory that each of these processes held during the fan-out, in sum. */
  PEAK_RSS_KB(Unit.KB, Fold.MAX, Kind.COST, "memory"),

  /**
   * The most platform threads that each of these JVMs had at once during the fan-out, in sum: all
   * that run Java code, carriers of virtual threads and those of the harness included.
   */
  PEAK_PLATFORM_THREADS(Unit.COUNT, Fold.MAX, Kind.COST, "platform threads"),

  /** The most virtual threads that each of them had at once during the fan-out, in sum. */
  PEAK_VIRTUAL_THREADS(Unit.COUNT, Fold.MAX, Kind.DETAIL, "virtual threads"),

  /** How often their threads gave up a core, since they had to wait. */
  VOLUNTARY_SWITCHES(
      Unit.COUNT, Fold.MEDIAN, Kind.DETAIL, "voluntary context switches", Unit.RATIO),

  /** How often the kernel took a core from their threads. */
  INVOLUNTARY_SWITCHES(
      Unit.COUNT, Fold.MEDIAN, Kind.DETAIL, "involuntary context switches", Unit.RATIO),

  /** Connections to the slow server whose first request was one of the shot. */
  CONNECTIONS(Unit.COUNT, Fold.MAX, Kind.DETAIL, "connections"),

  /** How long their garbage collectors made all threads wait, in whole milliseconds. */
  GC_MS(Unit.MS, Fold.MEDIAN, Kind.DETAIL, "garbage collection"),

  /** How often a virtual thread kept its carrier while it waited, for 1 ms or longer. */
  PINNED(Unit.COUNT, Fold.SUM, Kind.DETAIL, "times pinned"),

  /**
   * The median time from the intended moment of a request to its answer; like all metrics of its
   * kind, absent of a batch, and counted over what comes after the warm-up part of the stream.
   */
  RESPONSE_P50_MS(Unit.MS, Fold.MEDIAN, Kind.STREAM, "response time, median"),

  /** The response time that nine in ten requests keep; absent where they are too few to tell. */
  RESPONSE_P90_MS(Unit.MS, Fold.MEDIAN, Kind.STREAM, "response time, 90 %"),

  /** The response time that 99 in 100 requests keep; likewise. */
  RESPONSE_P99_MS(Unit.MS, Fold.MEDIAN, Kind.STREAM, "response time, 99 %"),

  /** The response time that 999 in 1,000 requests keep; likewise. */
  RESPONSE_P999_MS(Unit.MS, Fold.MEDIAN, Kind.STREAM, "response time, 99.9 %"),

  /** The longest response time. */
  RESPONSE_MAX_MS(Unit.MS, Fold.MAX, Kind.STREAM, "longest response time"),

  /** The median time from the sending of a request to its answer. */
  SERVICE_P50_MS(Unit.MS, Fold.MEDIAN, Kind.STREAM, "service time, median"),

  /** The service time that nine in ten requests keep. */
  SERVICE_P90_MS(Unit.MS, Fold.MEDIAN, Kind.STREAM, "service time, 90 %"),

  /** The service time that 99 in 100 requests keep. */
  SERVICE_P99_MS(Unit.MS, Fold.MEDIAN, Kind.STREAM, "service time, 99 %"),

  /** The service time that 999 in 1,000 requests keep. */
  SERVICE_P999_MS(Unit.MS, Fold.MEDIAN, Kind.STREAM, "service time, 99.9 %"),

  /** The longest service time. */
  SERVICE_MAX_MS(Unit.MS, Fold.MAX, Kind.STREAM, "longest service time"),

  /**
   * How late the harness itself hands over 99 in 100 requests at most, counted from their intended
   * moments.
   */
  LATENESS_P99_MS(Unit.MS, Fold.MEDIAN, Kind.STREAM, "lateness, 99 %"),

  /** How many requests a second were answered while the stream went on. */
  ACHIEVED_PER_S(Unit.PER_S, Fold.MEDIAN, Kind.STREAM, "achieved rate"),

  /** The most requests that had arrived and were not yet sent. */
  BACKLOG_MAX(Unit.COUNT, Fold.MAX, Kind.STREAM, "greatest backlog"),

  /** How many requests a second arrived. */
  OFFERED_PER_S(Unit.PER_S, Fold.MEDIAN, Kind.STREAM, "offered rate"),

  /** The backlog when the stream ended. */
  WAITING_AT_END(Unit.COUNT, Fold.MAX, Kind.STREAM, "waiting at the end"),

  /** The mean time from the intended moment of a request to its sending. */
  WAIT_MEAN_MS(Unit.MS, Fold.MEDIAN, Kind.STREAM, "mean wait"),

  /**
   * The mean wait on a perfect machine, over many draws of the arrivals and delays; absent where
   * nothing is drawn, and where the backlog grows without end.
   */
  EXPECTED_WAIT_MEAN_MS(Unit.MS, Fold.MEDIAN, Kind.STREAM, "expected mean wait"),

  /** The median response time that a perfect machine has with the same arrivals and delays. */
  FLOOR_RESPONSE_P50_MS(Unit.MS, Fold.MEDIAN, Kind.STREAM, "floor of the median"),

  /** Likewise, of nine in ten. */
  FLOOR_RESPONSE_P90_MS(Unit.MS, Fold.MEDIAN, Kind.STREAM, "floor of 90 %"),

  /** Likewise, of 99 in 100. */
  FLOOR_RESPONSE_P99_MS(Unit.MS, Fold.MEDIAN, Kind.STREAM, "floor of 99 %"),

  /** Likewise, of 999 in 1,000. */
  FLOOR_RESPONSE_P999_MS(Unit.MS, Fold.MEDIAN, Kind.STREAM, "floor of 99.9 %"),

  /** The longest response time of the perfect machine. */
  FLOOR_RESPONSE_MAX_MS(Unit.MS, Fold.MAX, Kind.STREAM, "floor of the longest"),

  /** The mean wait of the perfect machine with the same arrivals and delays. */
  FLOOR_WAIT_MEAN_MS(Unit.MS, Fold.MEDIAN, Kind.STREAM, "floor of the mean wait"),

  /**
   * By how many requests a second the backlog grows, as theory has it, where more arrive than the
   * case can serve; absent where it can serve them. The response time then has no percentiles,
   * since each depends on how long one looks.
   */
  GROWTH_PER_S(Unit.PER_S, Fold.MEDIAN, Kind.STREAM, "growth of the backlog");

  /** How the valid shots of a case make one value. */
  public enum Fold {
    /** The median. */
    MEDIAN,
    /** The greatest. */
    MAX,
    /** All together. */
    SUM
  }

  /** What a metric is good for. */
  public enum Kind {
    /** What the shot met; findings speak of it. */
    CONDITION,
    /** What the shot cost; it has a column in the tables and, if it is a peak, a chart. */
    COST,
    /** What else it cost; for files and thresholds. */
    DETAIL,
    /** How the requests of a stream went; absent of a batch. */
    STREAM
  }

  private final Unit unit;
  private final Fold fold;
  private final Kind kind;
  private final String title;
  private final @Nullable Unit perRequest;

  Metric(Unit unit, Fold fold, Kind kind, String title) {
    this(unit, fold, kind, title, null);
  }

  /**
   * A metric.
   *
   * @param perRequest the unit of its share per request; absent where it does not grow with each
   */
  Metric(Unit unit, Fold fold, Kind kind, String title, @Nullable Unit perRequest) {
    this.unit = unit;
    this.fold = fold;
    this.kind = kind;
    this.title = title;
    this.perRequest = perRequest;
  }

  /** Those of that kind, in order. */
  public static List<Metric> of(Kind kind) {
    return Arrays.stream(values()).filter(metric -> metric.kind == kind).toList();
  }

  /** Whether only the shots of a stream have it. */
  public boolean isOfStreams() {
    return kind == Kind.STREAM;
  }

  /** The name of its column, such as {@code open_ms}. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What its values count. */
  public Unit unit() {
    return unit;
  }

  /** The unit of what a request has of it; absent where it does not add up over requests. */
  public @Nullable Unit perRequest() {
    return perRequest;
  }

  /** How shots fold into a case. */
  public Fold fold() {
    return fold;
  }

  /** Its name in tables and on charts. */
  public String title() {
    return title;
  }
}
