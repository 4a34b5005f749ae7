package dev.fanout.bench.model;

import dev.fanout.bench.workload.Timeline;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How late the harness itself handed the requests of a stream to the model.
 *
 * @param p99Ms that of 99 in 100 requests at most, in milliseconds
 */
record Lateness(double p99Ms) {
  private static final double SHARE = 0.99;
  private static final double MOST_MS = 1;
  private static final double OF_DELAY = 0.01;

  /** That of a shot; empty of a batch, whose requests are all there at the start. */
  static Optional<Lateness> of(Timeline timeline) {
    double[] late = timeline.latenessMs();
    if (late.length == 0) {
      return Optional.empty();
    }
    Arrays.sort(late);
    int rank = (int) Math.ceil(SHARE * late.length) - 1;
    return Optional.of(new Lateness(Math.max(0, late[rank])));
  }

  /** Why the shot does not count; empty if it was punctual enough for such a delay. */
  Optional<String> failure(Duration delay) {
    double most = Math.max(MOST_MS, OF_DELAY * delay.toNanos() / 1e6);
    return p99Ms <= most
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "The harness could not keep the pace: 1 in 100 requests was handed over more than"
                    + " %.3f ms after its moment, and %.3f ms are allowed. The rate is too high for"
                    + " this machine, or something else kept its cores busy.",
                p99Ms,
                most));
  }
}
