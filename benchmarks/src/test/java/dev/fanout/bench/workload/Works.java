package dev.fanout.bench.workload;

import dev.fanout.bench.backend.http.HttpBackend;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.server.Delay;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Work that tests ask for, and where. */
public final class Works {
  public static final int FILE_BYTES = 5_000;
  public static final HttpBackend NOWHERE =
      new HttpBackend(URI.create("http://127.0.0.1:1/"), Duration.ofSeconds(1));

  private Works() {}

  public static Work of(WorkloadKind kind, int requests, String delay) {
    return of(kind, requests, delay, Duration.ZERO);
  }

  public static Work of(WorkloadKind kind, int requests, String delay, Duration cpu) {
    return new Work(
        kind,
        requests,
        Delay.parse(delay),
        42,
        Map.of(Parameter.CPU_MS, cpu.toMillis(), Parameter.FILE_BYTES, FILE_BYTES));
  }
}
