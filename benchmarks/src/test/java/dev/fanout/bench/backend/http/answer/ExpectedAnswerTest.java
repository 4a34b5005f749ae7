package dev.fanout.bench.backend.http.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.backend.Outcome;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ExpectedAnswerTest {
  private final ExpectedAnswer paid =
      new ExpectedAnswer(
          Statuses.of("200,204,300-302,4xx"),
          Pattern.compile("pai?d"),
          text -> text.replace("secret", "***"));

  @Test
  void isRightByStatusAndBody() {
    for (int status : new int[] {200, 204, 300, 302, 400, 499}) {
      assertThat(paid.handle(answer(status, "it is paid."))).isEqualTo(Outcome.right());
    }
    for (int status : new int[] {100, 199, 201, 205, 299, 303, 399, 500}) {
      assertThat(paid.handle(answer(status, "paid")).status())
          .isEqualTo("HTTP status %d: paid".formatted(status));
    }
  }

  @Test
  void showsTheFirstOfThoseThatAreWrongAlike() {
    assertThat(paid.handle(answer(200, "first")).status())
        .isEqualTo("a body without 'pai?d': first");
    assertThat(paid.handle(answer(204, "second")).status())
        .isEqualTo("a body without 'pai?d': first");
    assertThat(paid.handle(answer(500, "")).status()).isEqualTo("HTTP status 500");
  }

  @Test
  void showsNoSecretAndNoMoreThan200Characters() {
    String shown = paid.handle(answer(500, "\u001b[31m a secret " + "x".repeat(300))).status();
    assertThat(shown).startsWith("HTTP status 500: \\u001b[31m a *** xxx").endsWith("x…");
    assertThat(shown.length()).isLessThan(230);
    String cut = paid.handle(answer(501, "x".repeat(197) + "secret")).status();
    assertThat(cut).doesNotContain("sec").endsWith("x***");
  }

  private static Answer answer(int status, String body) {
    return new Answer(status, null, body.getBytes(UTF_8));
  }
}
