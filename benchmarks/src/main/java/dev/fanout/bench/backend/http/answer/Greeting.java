package dev.fanout.bench.backend.http.answer;

import dev.fanout.bench.backend.Outcome;
import dev.fanout.server.SlowServer;

/** The slow answer, which must be {@link SlowServer#BODY}. */
public record Greeting() implements AnswerHandler {
  @Override
  public Outcome handle(Answer answer) {
    return answer.text().equals(SlowServer.BODY)
        ? Outcome.right()
        : new Outcome.Wrong("wrong body");
  }
}
