package dev.fanout.bench.backend.http.answer;

import dev.fanout.bench.backend.Outcome;
import dev.fanout.server.SlowServer;

/** The answer to a login, whose cookie is kept. */
public record Login() implements AnswerHandler {
  @Override
  public Outcome handle(Answer answer) {
    String cookie = answer.cookie();
    return cookie != null && cookie.startsWith(SlowServer.COOKIE + "=")
        ? new Outcome.Right(cookie)
        : new Outcome.Wrong("no cookie '%s' in the answer".formatted(SlowServer.COOKIE));
  }
}
