package dev.fanout.bench.backend.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which of several addresses of a host all connections go to: the first that takes one.
 *
 * <p>Left to themselves, some clients try one address after another and others the first alone.
 */
final class ServerAddress {
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private ServerAddress() {}

  /** The address chosen; empty if the host has only one, or none. */
  static Optional<InetAddress> chosen(HttpBackend to) {
    try {
      List<InetAddress> all = List.of(InetAddress.getAllByName(to.url().getHost()));
      return all.size() > 1 ? Optional.of(reachable(all, to)) : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty(); // the client says so, in its own words
    }
  }

  /** Where connections lead; its host is resolved only if the address was chosen. */
  static InetSocketAddress of(HttpBackend to) {
    return chosen(to)
        .map(address -> new InetSocketAddress(address, to.port()))
        .orElseGet(() -> InetSocketAddress.createUnresolved(to.url().getHost(), to.port()));
  }

  /** The first that takes a connection, or the first if none does. */
  static InetAddress reachable(List<InetAddress> all, HttpBackend to) {
    Duration patience = to.timeout().compareTo(LONGEST) < 0 ? to.timeout() : LONGEST;
    return all.stream()
        .filter(address -> takesConnections(address, to.port(), patience))
        .findFirst()
        .orElseGet(all::getFirst);
  }

  private static boolean takesConnections(InetAddress address, int port, Duration patience) {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address, port), Math.max(1, Math.toIntExact(patience.toMillis())));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
