package dev.fanout.report.text;

/** What the size of a model's pool counts. */
public enum SizeUnit {
  /** Threads of the platform. */
  THREADS("threads"),
  /** JVMs, each with one request at a time. */
  WORKERS("worker JVMs"),
  /** Requests under way, which hold no thread of the platform. */
  IN_FLIGHT("requests in flight");

  private final String axis;

  SizeUnit(String axis) {
    this.axis = axis;
  }

  /** The unit of a model, by its key. */
  public static SizeUnit of(String model) {
    return switch (model) {
      case "process-pool" -> WORKERS;
      case "virtual-threads", "completable-future" -> IN_FLIGHT;
      default -> THREADS;
    };
  }

  /** What an axis of sizes is called. */
  public String axis() {
    return axis;
  }

  /** A size such as {@code 50 threads}, {@code 1 worker JVM} or {@code 50 in flight}. */
  String count(int size) {
    return switch (this) {
      case THREADS -> Figures.count(size, "thread");
      case WORKERS -> Figures.count(size, "worker JVM");
      case IN_FLIGHT -> size + " in flight";
    };
  }
}
