package dev.fanout.report.measurement;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

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

  /** CPU time in user mode of the measured JVM and its workers during the fan-out, to 10 ms. */
  CPU_USER_MS(Unit.MS, Fold.MEDIAN, Kind.COST, "user CPU time"),

  /** CPU time that the kernel spent for them during the fan-out, to 10 ms. */
  CPU_SYSTEM_MS(Unit.MS, Fold.MEDIAN, Kind.COST, "system CPU time"),

  /** The most memory that each of these processes ever held, in sum. */
  PEAK_RSS_KB(Unit.KB, Fold.MAX, Kind.COST, "memory"),

  /** Their threads when the fan-out ended, those of the JVM itself included. */
  THREADS(Unit.COUNT, Fold.MAX, Kind.COST, "threads");

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
    /** What the shot cost the measured side; it has a column in the tables and a chart. */
    COST
  }

  private final Unit unit;
  private final Fold fold;
  private final Kind kind;
  private final String title;

  Metric(Unit unit, Fold fold, Kind kind, String title) {
    this.unit = unit;
    this.fold = fold;
    this.kind = kind;
    this.title = title;
  }

  /** Those of that kind, in order. */
  public static List<Metric> of(Kind kind) {
    return Arrays.stream(values()).filter(metric -> metric.kind == kind).toList();
  }

  /** The name of its column, such as {@code open_ms}. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What its values count. */
  public Unit unit() {
    return unit;
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
