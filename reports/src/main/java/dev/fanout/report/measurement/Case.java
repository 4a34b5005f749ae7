package dev.fanout.report.measurement;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A concurrency model with its parameters, on a workload.
 *
 * @param model the model's key, such as {@code fixed-thread-pool}
 * @param variant tells apart cases that share all else
 * @param client the HTTP client's key
 * @param size the pool's size, or the limit of requests in flight
 * @param chunk tasks handed to a worker at a time
 * @param inFlight the most requests that the case may have in flight at once
 * @param workload the workload's key
 * @param requests the number of requests, N
 * @param delayMs the server's delay, D
 */
public record Case(
    String model,
    @Nullable String variant,
    @Nullable String client,
    @Nullable Integer size,
    @Nullable Integer chunk,
    int inFlight,
    String workload,
    int requests,
    long delayMs) {

  private static final String USUAL_CLIENT = "okhttp";

  /** Whether both make the same requests, so that their times can be compared. */
  public boolean hasWorkloadOf(Case other) {
    return workload.equals(other.workload)
        && requests == other.requests
        && delayMs == other.delayMs;
  }

  /**
   * A name short enough for a table or an axis, such as {@code process-pool 8, chunk 4}; the client
   * is named where it is not OkHttp.
   */
  public String label() {
    var details = new ArrayList<String>();
    if (size != null) {
      details.add(size.toString());
    }
    if (chunk != null) {
      details.add("chunk " + chunk);
    }
    if (variant != null) {
      details.add(variant);
    }
    if (client != null && !client.equals(USUAL_CLIENT)) {
      details.add(client);
    }
    return details.isEmpty() ? model : model + " " + String.join(", ", details);
  }
}
