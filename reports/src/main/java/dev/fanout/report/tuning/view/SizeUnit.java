package dev.fanout.report.tuning.view;

import dev.fanout.report.text.Figures;

/** What the size of a model's pool counts. */
enum SizeUnit {
  /** Threads of the platform. */
  THREADS,
  /** JVMs, each with one request at a time. */
  WORKERS,
  /** Requests under way, which hold no thread of the platform. */
  IN_FLIGHT;

  /** The unit of a model, by its key. */
  static SizeUnit of(String model) {
    return switch (model) {
      case "process-pool" -> WORKERS;
      case "virtual-threads", "completable-future" -> IN_FLIGHT;
      default -> THREADS;
    };
  }

  /** What an axis of sizes is called. */
  String axis() {
    return switch (this) {
      case THREADS -> "threads";
      case WORKERS -> "worker JVMs";
      case IN_FLIGHT -> "requests in flight";
    };
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
