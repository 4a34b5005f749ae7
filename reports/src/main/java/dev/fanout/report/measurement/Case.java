package dev.fanout.report.measurement;

import dev.fanout.report.bounds.Bounds;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A concurrency model with its parameters, on a workload, against a server.
 *
 * @param model the model's key, such as {@code fixed-thread-pool}
 * @param variant tells apart cases that share all else
 * @param client the HTTP client's key
 * @param size the pool's size, or the limit of requests in flight
 * @param chunk tasks handed to a worker at a time
 * @param inFlight the most requests that the case may have in flight at once; absent where it
 *     depends on cores that nobody recorded
 * @param workload the workload's key
 * @param requests the number of requests, N
 * @param delayMs the server's delay, D; where it is drawn, the median of its distribution
 * @param delay the distribution that the delays are drawn from, such as {@code uniform:1s..5s};
 *     absent where the delay is fixed
 * @param cpuMs the CPU time that each answer costs the client; absent where the workload has none
 * @param fileBytes the length of each file; absent where the workload has no files
 * @param writes how the model writes a file to disk, {@code blocking} or {@code non-blocking};
 *     absent where the workload has no files
 * @param handlerThreads the server's threads, each of which a request blocks for its delay; absent
 *     where the server answers asynchronously
 */
public record Case(
    String model,
    @Nullable String variant,
    @Nullable String client,
    @Nullable Integer size,
    @Nullable Integer chunk,
    @Nullable Integer inFlight,
    String workload,
    int requests,
    long delayMs,
    @Nullable String delay,
    @Nullable Long cpuMs,
    @Nullable Integer fileBytes,
    @Nullable String writes,
    @Nullable Integer handlerThreads) {

  private static final String USUAL_CLIENT = "okhttp";
  private static final String USUAL_WORKLOAD = "hello";
  private static final String USUAL_WRITES = "blocking";

  /** In the order of the label. */
  private static final List<Parameter> DETAILS =
      List.of(
          Parameter.SIZE,
          Parameter.CHUNK,
          Parameter.VARIANT,
          Parameter.CLIENT,
          Parameter.WORKLOAD,
          Parameter.CPU_MS,
          Parameter.WRITES,
          Parameter.HANDLER_THREADS);

  /**
   * Refuses numbers that no case has; takes its texts as {@link PlainText}, since a file may hold
   * anything.
   */
  public Case {
    model = PlainText.of(model);
    variant = PlainText.ofNullable(variant);
    client = PlainText.ofNullable(client);
    workload = PlainText.of(workload);
    delay = PlainText.ofNullable(delay);
    writes = PlainText.ofNullable(writes);
    require(Parameter.SIZE, size, 1);
    require(Parameter.CHUNK, chunk, 1);
    require(Parameter.IN_FLIGHT, inFlight, 1);
    require(Parameter.REQUESTS, requests, 1);
    require(Parameter.DELAY_MS, delayMs, 0);
    require(Parameter.CPU_MS, cpuMs, 0);
    require(Parameter.FILE_BYTES, fileBytes, 0);
    require(Parameter.HANDLER_THREADS, handlerThreads, 1);
  }

  private static void require(Parameter parameter, @Nullable Number value, int least) {
    Bounds.require(parameter.column(), value, least);
  }

  /** A case without files or CPU time, on a server that keeps one delay and has no handlers. */
  public Case(
      String model,
      @Nullable String variant,
      @Nullable String client,
      @Nullable Integer size,
      @Nullable Integer chunk,
      @Nullable Integer inFlight,
      String workload,
      int requests,
      long delayMs) {
    this(
        model, variant, client, size, chunk, inFlight, workload, requests, delayMs, null, null,
        null, null, null);
  }

  /** The requests that it makes. */
  public Work work() {
    return new Work(workload, requests, delayMs, delay, cpuMs, fileBytes);
  }

  /** Whether both make the same requests, of whatever server. */
  public boolean hasWorkloadOf(Case other) {
    return work().equals(other.work());
  }

  /** Whether the same server answers both; only then do their times compare the models alone. */
  public boolean hasServerOf(Case other) {
    return Objects.equals(handlerThreads, other.handlerThreads);
  }

  /** Whether it is like the tutorials' own: one delay for all, and no limit at the server. */
  public boolean plainHello() {
    return workload.equals(USUAL_WORKLOAD) && delay == null && handlerThreads == null;
  }

  /** Whether the server has fewer threads than the case may have requests in flight. */
  public boolean boundByServer() {
    return handlerThreads != null && allows(handlerThreads + 1);
  }

  /** Whether it may have so many requests in flight at once; not where that is not known. */
  public boolean allows(int atOnce) {
    return inFlight != null && inFlight >= atOnce;
  }

  /** The same, where nobody knows how many requests may be in flight. */
  public Case onUnknownCores() {
    return new Case(
        model,
        variant,
        client,
        size,
        chunk,
        null,
        workload,
        requests,
        delayMs,
        delay,
        cpuMs,
        fileBytes,
        writes,
        handlerThreads);
  }

  /**
   * A name short enough for a table or an axis, such as {@code process-pool 8, chunk 4}; what is
   * usual is left out: OkHttp, {@code hello}, blocking writes, a server that is asynchronous.
   */
  public String label() {
    return labelWithout(EnumSet.noneOf(Parameter.class));
  }

  /** The label without what is said beside it. */
  public String labelWithout(Set<Parameter> said) {
    var details = new ArrayList<String>();
    for (Parameter part : DETAILS) {
      String detail = said.contains(part) ? null : detail(part);
      if (detail != null) {
        details.add(detail);
      }
    }
    return details.isEmpty() ? model : model + " " + String.join(", ", details);
  }

  private @Nullable String detail(Parameter part) {
    Object value = part.of(this);
    if (value == null) {
      return null;
    }
    return switch (part) {
      case CHUNK -> "chunk " + value;
      case CLIENT -> unless(USUAL_CLIENT, value, "");
      case WORKLOAD -> unless(USUAL_WORKLOAD, value, "");
      case CPU_MS -> unless(0L, value, " ms CPU");
      case WRITES -> unless(USUAL_WRITES, value, " writes");
      case HANDLER_THREADS -> value + (value.equals(1) ? " handler" : " handlers");
      default -> value.toString();
    };
  }

  private static @Nullable String unless(Object usual, Object value, String unit) {
    return value.equals(usual) ? null : value + unit;
  }
}
