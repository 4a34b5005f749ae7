package dev.fanout.report.finding;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.RequestTrace;
import java.util.List;
import java.util.Set;

/**
 * Whether requests ended in waves, a delay apart: what a limit on those in flight looks like.
 *
 * <p>A low peak alone shows no limit: a client that is slow to send never has many in flight, and
 * its requests end spread out.
 */
final class Waves {
  private static final double MOST = 0.9;
  private static final double CREST = 0.25; // of a delay, after each whole number of delays

  /** Workloads that make all requests at once, each answered after the delay alone. */
  private static final Set<String> ONE_GROUP = Set.of("hello", "download");

  private Waves() {}

  /**
   * Whether there are two waves or more, and nine of ten requests ended at the crest of one; never
   * where the delays differ or requests come in several groups, since these end apart anyway.
   */
  static boolean in(List<RequestTrace> requests, Case measured) {
    if (measured.delay() != null || !ONE_GROUP.contains(measured.workload())) {
      return false;
    }
    long delayMs = measured.delayMs();
    long atCrest = requests.stream().filter(each -> each.endMs() / delayMs % 1 <= CREST).count();
    long waves =
        requests.stream().mapToLong(each -> (long) (each.endMs() / delayMs)).distinct().count();
    return waves >= 2 && atCrest >= MOST * requests.size();
  }
}
