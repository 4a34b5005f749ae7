package dev.fanout.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PagesTest {
  @Test
  void aPageHasItsTitleAndSomeEightKibibytes() {
    String page = Pages.page(7);
    assertThat(page).containsOnlyOnce("<title>Crème &amp; café, part 7</title>");
    assertThat(page.getBytes(UTF_8).length).isBetween(6 << 10, 10 << 10);
    assertThat(page).isEqualTo(Pages.page(7));
    assertThat(text(page)).isNotEqualTo(text(Pages.page(8)));
  }

  @Test
  void aListLinksToThePagesThatFollowIt() {
    assertThat(links(Pages.list(7, 3)))
        .containsExactly("page?request=8", "page?request=9", "page?request=10");
    assertThat(links(Pages.list(7, 0))).isEmpty();
    assertThat(Pages.list(7, 3)).contains("<title>Crème &amp; café, part 7</title>");
  }

  private static String text(String page) {
    return page.substring(page.indexOf("<p>"));
  }

  private static List<String> links(String page) {
    return Pattern.compile("href=\"([^\"]*)\"")
        .matcher(page)
        .results()
        .map(link -> link.group(1))
        .toList();
  }
}
