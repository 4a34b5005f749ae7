package dev.fanout.bench.backend.http;

import com.google.auto.service.AutoService;
import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.backend.http.HttpClientType.Way;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.bench.workload.OpenBackend;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** HTTP servers: the slow one, or one of the user's own. */
@AutoService(BackendType.class)
public final class HttpType implements BackendType {
  /** Its key. */
  public static final String KEY = HTTP;

  private static final String USUAL = "okhttp";

  private static final List<HttpClientType> CLIENTS =
      ServiceLoader.load(HttpClientType.class).stream()
          .map(ServiceLoader.Provider::get)
          .sorted(
              Comparator.comparing((HttpClientType client) -> !client.key().equals(USUAL))
                  .thenComparing(HttpClientType::key))
          .toList();

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public List<HttpClientType> clients() {
    return CLIENTS;
  }

  @Override
  public boolean speaksHttp2() {
    return true;
  }

  @Override
  public OpenBackend open(Opening opening) {
    return HttpBackend.of(opening);
  }

  /**
   * The client of that name that makes calls in that way.
   *
   * @throws IllegalArgumentException if there is none
   */
  static HttpClientType client(String key, Way way) {
    List<HttpClientType> among = CLIENTS.stream().filter(client -> client.makes(way)).toList();
    return among.stream()
        .filter(client -> client.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "client '%s' is not one of %s"
                        .formatted(
                            key,
                            among.stream()
                                .map(HttpClientType::key)
                                .collect(Collectors.joining(", ")))));
  }
}
