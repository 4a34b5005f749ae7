package dev.fanout.bench.plan;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.server.SlowServerOptions;
import org.jspecify.annotations.Nullable;

/**
 * What shots call: one of the servers that a plan needs.
 *
 * @param own a system of the user's own, or one of another backend that is started; absent for a
 *     slow server
 * @param slow how the slow server behaves, if it is one
 */
public record Called(@Nullable Endpoint own, SlowServerOptions slow) {
  /** Whether it has a quick answer to warm up on: where delays are set here, so is none. */
  boolean isQuick() {
    return own == null || WorkloadKind.of(own.workload()).setsDelay();
  }

  /** Whether it is called by HTTP/2. */
  public boolean isByHttp2() {
    return slow.streams().isPresent();
  }

  /** In words. */
  String inWords() {
    return own == null ? "the slow server" : own.toString();
  }
}
