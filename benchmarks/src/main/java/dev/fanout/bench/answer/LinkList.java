package dev.fanout.bench.answer;

import java.util.List;
import org.jsoup.Jsoup;

/**
 * A page of links, which are kept, a line each, as absolute addresses.
 *
 * @param url the page's own address
 * @param links the number of links that it must have
 */
public record LinkList(String url, int links) implements Handling {
  @Override
  public Receipt handle(Answer answer) {
    List<String> found = Jsoup.parse(answer.text(), url).select("a[href]").eachAttr("abs:href");
    return found.size() == links
        ? Receipt.found(String.join("\n", found))
        : Receipt.wrong("a list of %d links, not of %d".formatted(found.size(), links));
  }
}
