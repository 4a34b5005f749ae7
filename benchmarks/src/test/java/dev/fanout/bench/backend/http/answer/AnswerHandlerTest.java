package dev.fanout.bench.backend.http.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.backend.Outcome;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerHandlerTest {
  @Test
  void aGreetingIsTheSlowAnswerAndNothingElse() throws IOException {
    assertThat(handle(new Greeting(), "Hello!")).isEqualTo(Outcome.right());
    for (String other : new String[] {"", "Hello", "Hello!\n", "hello!"}) {
      assertThat(handle(new Greeting(), other)).isEqualTo(new Outcome.Wrong("wrong body"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "session=s1, session=s1",
    "session=s1; Path=/; HttpOnly, session=s1",
    "session=Zm9v/+==;Path=/, session=Zm9v/+==",
    "session= , session=",
  })
  void aLoginKeepsTheCookieWithoutItsAttributes(String header, String cookie) throws IOException {
    assertThat(login(header)).isEqualTo(new Outcome.Right(cookie));
  }

  @Test
  void aLoginWithoutTheSessionsCookieIsWrong() throws IOException {
    var wrong = new Outcome.Wrong("no cookie 'session' in the answer");
    assertThat(login(null)).isEqualTo(wrong);
    assertThat(login("")).isEqualTo(wrong);
    assertThat(login("sessions=s1")).isEqualTo(wrong);
    assertThat(login("other=session=s1")).isEqualTo(wrong);
  }

  @Test
  void aListKeepsItsLinksAsAbsoluteAddresses() throws IOException {
    String html =
        """
        <p>Not <a name="here">a link</a>.
        <a href="page?request=1&amp;b=2">one</a> <A HREF='/page?request=2'>two</A>
        <a href="http://example.org/three">three</a> <a href="../four">four</a>
        """;
    assertThat(handle(new LinkList("http://127.0.0.1:5000/warm-up/list?request=0", 4), html))
        .isEqualTo(
            new Outcome.Right(
                """
                http://127.0.0.1:5000/warm-up/page?request=1&b=2
                http://127.0.0.1:5000/page?request=2
                http://example.org/three
                http://127.0.0.1:5000/four\
                """));
  }

  @Test
  void aListWithAnotherNumberOfLinksIsWrong() throws IOException {
    var list = new LinkList("http://127.0.0.1:5000/list", 2);
    assertThat(handle(list, "<a href=a>a</a>"))
        .isEqualTo(new Outcome.Wrong("a list of 1 links, not of 2"));
    assertThat(handle(list, "<a href=a>a</a><a href=b>b</a><a href=c>c</a>"))
        .isEqualTo(new Outcome.Wrong("a list of 3 links, not of 2"));
    assertThat(handle(list, "")).isEqualTo(new Outcome.Wrong("a list of 0 links, not of 2"));
  }

  @Test
  void aPagesTitleIsReadAsText() throws IOException {
    var page = new TitledPage("Cause & effect, part 7", 0);
    assertThat(handle(page, "<title>Cause &amp; effect, part 7</title><p>Cause"))
        .isEqualTo(Outcome.right());
  }

  @Test
  void aPageWithAnotherTitleIsWrongAndSaysWhich() throws IOException {
    var page = new TitledPage("Cause & effect, part 7", 0);
    assertThat(handle(page, "<title>Cause &amp;amp; effect, part 7</title>"))
        .isEqualTo(new Outcome.Wrong("wrong title: Cause &amp; effect, part 7"));
    assertThat(handle(page, "<h1>Cause &amp; effect, part 7</h1>"))
        .isEqualTo(new Outcome.Wrong("wrong title: "));
  }

  @Test
  void cpuTimeChangesNothingInWhatIsFound() throws IOException {
    assertThat(handle(new TitledPage("a", 1_000), "<title>a</title>").isRight()).isTrue();
    assertThat(handle(new TitledPage("a", 1_000), "<title>b</title>").isRight()).isFalse();
  }

  @Test
  void whatHasNoOtherWayIsHandledAtOnce() {
    var answer = new Answer(200, null, "Hello!".getBytes(UTF_8));
    assertThat(new Greeting().handleLater(answer)).isCompletedWithValue(Outcome.right());
    assertThat(new Login().handleLater(answer))
        .isCompletedWithValue(new Outcome.Wrong("no cookie 'session' in the answer"));
  }

  private static Outcome login(@Nullable String setCookie) throws IOException {
    return new Login().handle(new Answer(200, setCookie, "Hello!".getBytes(UTF_8)));
  }

  private static Outcome handle(AnswerHandler handler, String body) throws IOException {
    return handler.handle(new Answer(200, null, body.getBytes(UTF_8)));
  }
}
