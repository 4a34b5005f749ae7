package dev.fanout.report.measurement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of a case: all its requests, once.
 *
 * @param runId the run that fired it
 * @param round counts the shots of a case and temperature, from 1
 * @param measured the case
 * @param temperature cold or warm
 * @param floorMs the least wall time that a perfect machine needs
 * @param openMs what it took to open pool, workers and client; absent if that failed
 * @param elapsedMs the wall time of the fan-out alone; absent unless the shot is valid
 * @param succeeded requests answered rightly
 * @param failed requests that were not
 * @param serverPeakInFlight the most requests that the server held at once; absent where the server
 *     does not count
 * @param startedAt when the shot's JVM was started
 * @param failure why the shot does not count; absent if it does
 * @param cpuBusy the share of all cores' time that was busy during the fan-out, by whatever
 *     process, from 0 to 1; absent where the system does not tell
 * @param listenOverflows connections that the kernel dropped during the fan-out since a listen
 *     queue was full, of any process; absent where the system does not tell
 */
public record Shot(
    String runId,
    int round,
    Case measured,
    Temperature temperature,
    double floorMs,
    @Nullable Double openMs,
    @Nullable Double elapsedMs,
    int succeeded,
    int failed,
    @Nullable Integer serverPeakInFlight,
    Instant startedAt,
    @Nullable String failure,
    @Nullable Double cpuBusy,
    @Nullable Integer listenOverflows) {

  /** Takes its texts as {@link PlainText}, since a server may have worded the failure. */
  public Shot {
    runId = PlainText.of(runId);
    failure = PlainText.ofNullable(failure);
  }

  /** Whether the shot counts: every answer right, and none sooner than it could be. */
  public boolean valid() {
    return failure == null && elapsedMs != null;
  }
}
