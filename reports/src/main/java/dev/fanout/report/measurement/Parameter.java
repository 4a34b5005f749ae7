package dev.fanout.report.measurement;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a case is made of, in the order of the columns; each is described at {@link Case}. */
public enum Parameter {
  MODEL,
  VARIANT,
  CLIENT,
  SIZE,
  CHUNK,
  IN_FLIGHT,
  WORKLOAD,
  REQUESTS,
  DELAY_MS,
  DELAY,
  CPU_MS,
  FILE_BYTES,
  WRITES,
  HANDLER_THREADS;

  /** The name of its column, such as {@code delay_ms}. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its value in a case, a text or a number; absent where the case has none. */
  public @Nullable Object of(Case measured) {
    return switch (this) {
      case MODEL -> measured.model();
      case VARIANT -> measured.variant();
      case CLIENT -> measured.client();
      case SIZE -> measured.size();
      case CHUNK -> measured.chunk();
      case IN_FLIGHT -> measured.inFlight();
      case WORKLOAD -> measured.workload();
      case REQUESTS -> measured.requests();
      case DELAY_MS -> measured.delayMs();
      case DELAY -> measured.delay();
      case CPU_MS -> measured.cpuMs();
      case FILE_BYTES -> measured.fileBytes();
      case WRITES -> measured.writes();
      case HANDLER_THREADS -> measured.handlerThreads();
    };
  }
}
