package dev.fanout.bench.call;

import static java.nio.charset.StandardCharsets.UTF_8;

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
  public static HelidonHttp open(int inFlight, SlowCall call) {
    return new HelidonHttp(
        Http1Client.builder()
            .shareConnectionCache(false) // by default one cache for the whole JVM
            .connectionCacheSize(inFlight) // by default 256
            .connectTimeout(call.timeout())
            .readTimeout(call.timeout())
            .followRedirects(false)
            .proxy(Proxy.noProxy())
            .build());
  }

  @Override
  public Answer get(SlowCall call) throws IOException {
    try (var response = client.get().uri(call.url()).request()) {
      byte[] body =
          response.entity().hasEntity() ? response.inputStream().readAllBytes() : new byte[0];
      return new Answer(response.status().code(), new String(body, UTF_8));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() {
    client.closeResource();
  }
}
