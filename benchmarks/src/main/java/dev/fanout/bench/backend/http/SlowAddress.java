package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.Endpoint;
import java.net.URI;
import java.util.Map;

/**
 * The addresses of a slow server, which have no secrets.
 *
 * @param url of the slow answer
 * @param warmUpUrl of the quick one
 */
public record SlowAddress(URI url, URI warmUpUrl) implements Endpoint {
  @Override
  public String backend() {
    return HttpType.KEY;
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(HttpBackend.URL, url.toString(), HttpBackend.WARM_UP_URL, warmUpUrl.toString());
  }

  @Override
  public Endpoint warmUp() {
    return new Address(warmUpUrl);
  }

  @Override
  public String mask(String text) {
    return text;
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
