package dev.fanout.bench.answer;

import dev.fanout.server.SlowServer;

/** The answer to a login, whose cookie is kept. */
public record Login() implements Handling {
  @Override
  public Receipt handle(Answer answer) {
    String cookie = answer.cookie();
    return cookie != null && cookie.startsWith(SlowServer.COOKIE + "=")
        ? Receipt.found(cookie)
        : Receipt.wrong("no cookie '%s' in the answer".formatted(SlowServer.COOKIE));
  }
}
