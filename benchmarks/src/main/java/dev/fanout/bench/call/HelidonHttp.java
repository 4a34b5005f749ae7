package dev.fanout.bench.call;

import dev.fanout.bench.answer.Answer;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.http1.Http1Client;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Helidon's client: blocking, and made for virtual threads. */
public final class HelidonHttp implements BlockingClient {
  private final Http1Client client;

  private HelidonHttp(Http1Client client) {
    this.client = client;
  }

  /** An open client, which keeps a connection for each of {@code inFlight} requests. */
  public static HelidonHttp open(int inFlight, Destination to) {
    return new HelidonHttp(
        Http1Client.builder()
            .shareConnectionCache(false) // by default one cache for the whole JVM
            .connectionCacheSize(inFlight) // by default 256
            .connectTimeout(to.timeout())
            .readTimeout(to.timeout())
            .followRedirects(false)
            .proxy(Proxy.noProxy())
            .build());
  }

  @Override
  public Answer send(SlowCall call) throws IOException {
    var request = client.method(Method.create(call.method().name())).uri(call.url());
    if (call.cookie() != null) {
      request.header(HeaderNames.COOKIE, call.cookie());
    }
    try (var response = request.request()) {
      byte[] body =
          response.entity().hasEntity() ? response.inputStream().readAllBytes() : new byte[0];
      return new Answer(
          response.status().code(),
          response.headers().first(HeaderNames.SET_COOKIE).orElse(null),
          body);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() {
    client.closeResource();
  }
}
