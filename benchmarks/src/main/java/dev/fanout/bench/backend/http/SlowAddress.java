package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.workload.WorkloadKind;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

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
  public String workload() {
    return WorkloadKind.HELLO.key();
  }

  @Override
  public Optional<String> host() {
    return Optional.empty();
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
