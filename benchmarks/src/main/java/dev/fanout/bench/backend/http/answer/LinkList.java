package dev.fanout.bench.backend.http.answer;

import dev.fanout.bench.backend.Outcome;
import java.util.List;
import org.jsoup.Jsoup;

/**
 * A page of links, which are kept, a line each, as absolute addresses.
 *
 * @param url the page's own address
 * @param links the number of links that it must have
 */
public record LinkList(String url, int links) implements AnswerHandler {
  @Override
  public Outcome handle(Answer answer) {
    List<String> found = Jsoup.parse(answer.text(), url).select("a[href]").eachAttr("abs:href");
    return found.size() == links
        ? new Outcome.Right(String.join("\n", found))
        : new Outcome.Wrong("a list of %d links, not of %d".formatted(found.size(), links));
  }
}
