package dev.fanout.bench.backend.redis;

import dev.fanout.bench.backend.Call;
import dev.fanout.bench.backend.FailedCall;
import dev.fanout.bench.backend.Outcome;
import java.time.Duration;
import java.util.Map;

/**
 * A call, alike for both clients: a hash is written, the connection waits, the hash is read.
 *
 * @param key of the hash, which no other call has
 * @param hash its three fields
 * @param idle how long the connection waits, and nothing else
 * @param timeout how long the call may take
 */
record RedisCall(String key, Map<String, String> hash, Duration idle, Duration timeout)
    implements Call {
  /** A list that stays empty: a connection that asks for its first element waits. */
  static final String EMPTY_LIST = "fanout-bench:empty";

  private static final double NEVER_SOONER = 0.1; // of a millisecond, which the server cuts off

  /** That of a request of a shot. */
  static RedisCall of(String prefix, int request, Duration idle, Duration timeout) {
    return new RedisCall(
        key(prefix, request),
        Map.of("request", Integer.toString(request), "name", "fanout-bench", "shot", prefix),
        idle,
        timeout);
  }

  /** The key of a request's hash. */
  static String key(String prefix, int request) {
    return "fanout-bench:" + prefix + ":" + request;
  }

  /** The time-out of the wait, in seconds; 0 would be none. */
  double seconds() {
    return (Math.max(1, Math.ceilDiv(idle.toNanos(), 1_000_000)) + NEVER_SOONER) / 1_000;
  }

  /** How it went, by what came back. */
  Outcome outcome(boolean listHadElement, Map<String, String> read) {
    if (listHadElement) {
      return new Outcome.Wrong("the list %s is not empty".formatted(EMPTY_LIST));
    }
    return hash.equals(read)
        ? Outcome.right()
        : new Outcome.Wrong("the hash read is not the one written: " + read);
  }

  /** How it went, if it failed so. */
  Outcome failed(Throwable failure) {
    return FailedCall.outcome(failure, timeout);
  }
}
