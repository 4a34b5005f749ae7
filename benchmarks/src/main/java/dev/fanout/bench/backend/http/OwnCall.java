package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.workload.WorkloadKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request of the user's own, to an address of the user's own.
 *
 * @param address where to
 * @param form what is sent beside it
 */
public record OwnCall(Address address, RequestForm form) implements Endpoint {
  @Override
  public String backend() {
    return address.backend();
  }

  @Override
  public String workload() {
    return form.method() == HttpCall.Method.GET ? address.workload() : WorkloadKind.REQUEST.key();
  }

  @Override
  public Optional<String> host() {
    return address.host();
  }

  @Override
  public Map<String, String> settings() {
    var settings = new HashMap<>(address.settings());
    settings.putAll(form.settings());
    return Map.copyOf(settings);
  }

  @Override
  public Optional<String> obstacle(String client) {
    return address.obstacle(client);
  }

  @Override
  public String mask(String text) {
    return address.mask(Secrets.ofHeaders(form.secrets()).mask(text));
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
