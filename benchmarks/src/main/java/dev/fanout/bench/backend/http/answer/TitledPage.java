package dev.fanout.bench.backend.http.answer;

import dev.fanout.bench.backend.Outcome;
import org.jsoup.Jsoup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A page, whose title is parsed out, and which then costs CPU time.
 *
 * @param title what the title must be
 * @param tokens the work to do with it, in those of {@link Blackhole#consumeCPU}
 */
public record TitledPage(String title, long tokens) implements AnswerHandler {
  @Override
  public Outcome handle(Answer answer) {
    String found = Jsoup.parse(answer.text()).title();
    if (tokens > 0) {
      Blackhole.consumeCPU(tokens);
    }
    return found.equals(title) ? Outcome.right() : new Outcome.Wrong("wrong title: " + found);
  }
}
