package dev.fanout.bench.workload;

import dev.fanout.bench.backend.Client;
import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.backend.ServerToStart;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * A kind of system that can be called.
 *
 * <p>It is found by its class alone, which the annotation {@code AutoService} names to the JDK's
 * {@link ServiceLoader}.
 */
public interface BackendType {
  /** The key of the one that is called where no other is named, as slow servers are. */
  String HTTP = "http";

  /** The setting that says how many connections a process keeps open; absent for the usual way. */
  String CONNECTIONS = "connections";

  /** The setting that says by which version of HTTP calls go; absent for HTTP/1.1. */
  String HTTP_VERSION = "httpVersion";

  /** The setting that names a folder to save files in; absent for a temporary one. */
  String FOLDER = "folder";

  /** Its key in options and files. */
  String key();

  /** Its clients; of those that block, and of those that call back, the usual one first. */
  List<? extends Client> clients();

  /** Whether it can keep connections open that its calls share, as {@link #CONNECTIONS} says. */
  default boolean keepsConnections() {
    return false;
  }

  /** Whether calls can go by HTTP/2, as {@link #HTTP_VERSION} says. */
  default boolean speaksHttp2() {
    return false;
  }

  /** The endpoint of a server that is started for a run; empty if there is none to start. */
  default Optional<ServerToStart> startable() {
    return Optional.empty();
  }

  /**
   * Opens it; connections are made by the clients that it opens in turn.
   *
   * @throws IllegalArgumentException if its settings make no sense
   */
  OpenBackend open(Opening opening);

  /**
   * The client of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  default Client client(String name) {
    return clients().stream()
        .filter(client -> client.key().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "client '%s' is not one of %s"
                        .formatted(
                            name,
                            clients().stream()
                                .map(Client::key)
                                .collect(Collectors.joining(", ")))));
  }

  /** The usual client of models that block, or of those that call back; empty if it has none. */
  default Optional<Client> usual(boolean callsBack) {
    return clients().stream()
        .filter(client -> callsBack ? client.callsBack() : client.blocks())
        .map(Client.class::cast)
        .findFirst();
  }

  /** All that there are, in no order. */
  static List<BackendType> all() {
    return ServiceLoader.load(BackendType.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  /**
   * The backend with that key.
   *
   * @throws IllegalArgumentException if there is none
   */
  static BackendType of(String key) {
    return all().stream()
        .filter(type -> type.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "backend '%s' is not one of %s"
                        .formatted(
                            key,
                            all().stream()
                                .map(BackendType::key)
                                .sorted()
                                .collect(Collectors.joining(", ")))));
  }
}
