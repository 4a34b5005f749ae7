package dev.fanout.report.tuning;

/** What the sizes of a search count. */
public enum SizeUnit {
  /** Threads of the platform. */
  THREADS("thread", "threads"),
  /** JVMs, each with one request at a time. */
  WORKERS("worker JVM", "worker JVMs"),
  /** Connections of a pool, each of which carries one request at a time. */
  CONNECTIONS("connection", "connections"),
  /** Requests under way, which hold no thread of the platform. */
  IN_FLIGHT("request in flight", "requests in flight");

  private final String one;
  private final String many;

  SizeUnit(String one, String many) {
    this.one = one;
    this.many = many;
  }

  /** That of the sizes of a model, by its key. */
  public static SizeUnit of(String model) {
    return switch (model) {
      case "process-pool" -> WORKERS;
      case "virtual-threads", "completable-future" -> IN_FLIGHT;
      default -> THREADS;
    };
  }

  /** What an axis of sizes is called. */
  public String axis() {
    return many;
  }

  /** A size such as {@code 50 threads}, {@code 1 worker JVM} or {@code 50 requests in flight}. */
  public String count(int size) {
    return size + " " + (size == 1 ? one : many);
  }
}
