package dev.fanout.bench.answer;

import dev.fanout.server.SlowServer;

/** The slow answer, which must be {@link SlowServer#BODY}. */
public record Greeting() implements Handling {
  @Override
  public Receipt handle(Answer answer) {
    return answer.text().equals(SlowServer.BODY) ? Receipt.right() : Receipt.wrong("wrong body");
  }
}
