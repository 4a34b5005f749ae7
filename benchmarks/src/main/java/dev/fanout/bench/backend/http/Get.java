package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.http.answer.AnyAnswer;
import dev.fanout.bench.workload.Specification;
import dev.fanout.bench.workload.Workload;
import org.jspecify.annotations.Nullable;

/** An address of the user's own, N times. */
record Get(Specification specification, HttpBackend server) implements Workload {
  @Override
  public HttpCall call(int request, @Nullable String fact) {
    return HttpCall.get(server.url(), server.timeout(), new AnyAnswer());
  }
}
