package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.http.answer.Greeting;
import dev.fanout.bench.workload.Specification;
import dev.fanout.bench.workload.Workload;
import dev.fanout.server.Routes;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The slow answer, N times. */
record Hello(Specification specification, HttpBackend server) implements Workload {
  @Override
  public HttpCall call(int request, @Nullable String fact) {
    boolean alike = specification.work().delay().isFixed();
    URI url = alike ? server.url() : Routes.hello(server.url(), request);
    return HttpCall.get(url, server.timeout(), new Greeting());
  }
}
