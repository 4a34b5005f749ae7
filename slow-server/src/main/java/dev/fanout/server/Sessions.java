package dev.fanout.server;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions that were opened; safe for use by many threads. */
final class Sessions {
  private final Set<String> open = ConcurrentHashMap.newKeySet();

  /** Opens a session and returns its token. */
  String open() {
    String token = UUID.randomUUID().toString();
    open.add(token);
    return token;
  }

  boolean isOpen(String token) {
    return open.contains(token);
  }
}
