package dev.fanout.bench.answer;

import org.jsoup.Jsoup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A page, whose title is parsed out, and which then costs CPU time.
 *
 * @param title what the title must be
 * @param tokens the work to do with it, in those of {@link Blackhole#consumeCPU}
 */
public record TitledPage(String title, long tokens) implements Handling {
  @Override
  public Receipt handle(Answer answer) {
    String found = Jsoup.parse(answer.text()).title();
    if (tokens > 0) {
      Blackhole.consumeCPU(tokens);
    }
    return found.equals(title) ? Receipt.right() : Receipt.wrong("wrong title: " + found);
  }
}
