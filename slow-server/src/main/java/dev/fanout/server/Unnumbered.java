package dev.fanout.server;

import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Gives a request without a number its delay, on a server that stalls.
 *
 * @param delay of a request that has just come
 */
record Unnumbered(Supplier<Duration> delay) implements ResponseTransformerV2 {
  static final String NAME = "unnumbered";

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public boolean applyGlobally() {
    return false;
  }

  @Override
  public Response transform(Response stub, ServeEvent event) {
    return Response.Builder.like(stub).incrementInitialDelay(delay.get().toMillis()).build();
  }
}
