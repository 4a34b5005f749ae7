package dev.fanout.bench.backend.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.bench.backend.CallFailedException;
import dev.fanout.bench.backend.Outcome;
import dev.fanout.bench.backend.http.HttpCall.Method;
import dev.fanout.bench.backend.http.answer.Answer;
import dev.fanout.bench.backend.http.answer.TitledPage;
import dev.fanout.bench.workload.LiveShot;
import dev.fanout.bench.workload.Sending;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.bench.workload.Works;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.server.Contents;
import dev.fanout.server.Routes;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What each workload sends, stage by stage. */
class WorkloadsTest {
  private static final URI URL = Works.NOWHERE.url();
  private final List<HttpCall> sent = Collections.synchronizedList(new ArrayList<>());

  @Test
  void aSessionLogsInByPostAndThenCarriesItsCookie() throws Exception {
    for (boolean blocking : List.of(true, false)) {
      sent.clear();
      try (LiveShot shot = shot(WorkloadKind.SESSION, 4, Duration.ZERO)) {
        Answering server = server(call -> loggedIn("session=s1; Path=/; HttpOnly"));
        shot.fire(blocking ? server.inTurn() : server.atOnce());
        assertThat(statuses(shot)).containsExactly("ok", "ok", "ok", "ok");
      }
      assertThat(sent)
          .extracting(HttpCall::method)
          .containsExactly(Method.POST, Method.GET, Method.GET, Method.GET);
      assertThat(sent)
          .extracting(HttpCall::url)
          .containsExactly(
              Routes.login(URL, 0),
              Routes.member(URL, 1),
              Routes.member(URL, 2),
              Routes.member(URL, 3));
      List<RequestHeader> cookie = List.of(new RequestHeader("Cookie", "session=s1"));
      assertThat(sent)
          .extracting(HttpCall::headers)
          .containsExactly(List.of(), cookie, cookie, cookie);
    }
  }

  @Test
  void aSessionWithoutCookieEndsWithTheLogin() throws Exception {
    try (LiveShot shot = shot(WorkloadKind.SESSION, 4, Duration.ZERO)) {
      shot.fire(server(call -> hello()).inTurn());
      assertThat(statuses(shot)).containsExactly("no cookie 'session' in the answer");
    }
    assertThat(sent).hasSize(1);
  }

  @Test
  void aCrawlFollowsTheLinksOfItsList() throws Exception {
    for (boolean blocking : List.of(true, false)) {
      sent.clear();
      try (LiveShot shot = shot(WorkloadKind.CRAWL, 4, Duration.ZERO)) {
        Answering server =
            server(call -> call.url().equals(Routes.list(URL, 0, 3)) ? list(3) : page(call));
        shot.fire(blocking ? server.inTurn() : server.atOnce());
        assertThat(statuses(shot)).containsExactly("ok", "ok", "ok", "ok");
      }
      assertThat(sent)
          .extracting(HttpCall::url)
          .containsExactly(
              Routes.list(URL, 0, 3),
              URL.resolve("page?request=1"),
              URL.resolve("page?request=2"),
              URL.resolve("page?request=3"));
    }
  }

  @Test
  void aCrawlOfAListWithAnotherNumberOfLinksEndsWithTheList() throws Exception {
    for (int links : List.of(0, 2, 4)) {
      sent.clear();
      try (LiveShot shot = shot(WorkloadKind.CRAWL, 4, Duration.ZERO)) {
        shot.fire(server(call -> list(links)).inTurn());
        assertThat(statuses(shot)).containsExactly("a list of %d links, not of 3".formatted(links));
      }
      assertThat(sent).hasSize(1);
    }
  }

  @Test
  void aCrawlOfTheListAloneIsRightWithoutLinks() throws Exception {
    try (LiveShot shot = shot(WorkloadKind.CRAWL, 1, Duration.ZERO)) {
      shot.fire(server(call -> list(0)).inTurn());
      assertThat(statuses(shot)).containsExactly("ok");
    }
  }

  @Test
  void eachPageOfACrawlCostsTheSameCpuTime() throws Exception {
    assertThat(tokens(Duration.ZERO)).containsOnly(0L);
    List<Long> tokens = tokens(Duration.ofMillis(1));
    assertThat(tokens).hasSize(3).containsOnly(tokens.getFirst());
    assertThat(tokens.getFirst()).isPositive();
  }

  @Test
  void aStageBeginsWhenAllOfTheOneBeforeHaveEndedWell() throws Exception {
    try (LiveShot shot = shot(WorkloadKind.STAGED, 10, Duration.ZERO)) {
      var before = new ArrayList<Integer>();
      Sending model = server(call -> hello()).atOnce();
      shot.fire(
          batch -> {
            before.add(shot.timeline().finished());
            model.send(batch);
          });
      assertThat(before).containsExactly(0, 8, 9);
      assertThat(statuses(shot)).hasSize(10).containsOnly("ok");
    }
  }

  @Test
  void nothingIsSentAfterAStageInWhichARequestFailed() throws Exception {
    assertThat(sentWhereOneFails(7)).isEqualTo(8);
    assertThat(sentWhereOneFails(0)).as("the rest of its stage is sent").isEqualTo(8);
    assertThat(sentWhereOneFails(8)).isEqualTo(9);
    assertThat(sentWhereOneFails(9)).isEqualTo(10);
  }

  @Test
  void aModelThatWasInterruptedIsToldFromOneWhoseCallFailed() throws Exception {
    try (LiveShot shot = shot(WorkloadKind.HELLO, 2, Duration.ZERO)) {
      shot.fire(
          batch -> {
            throw new CallFailedException(new Outcome.Wrong("wrong body"));
          });
      assertThatThrownBy(
              () ->
                  shot.fire(
                      batch -> {
                        Thread.currentThread().interrupt();
                        throw new CallFailedException(new Outcome.Cancelled());
                      }))
          .isInstanceOf(InterruptedException.class);
      assertThatThrownBy(
              () ->
                  shot.fire(
                      batch -> {
                        throw new IllegalStateException("a bug");
                      }))
          .hasMessage("a bug");
    }
  }

  private int sentWhereOneFails(int failing) throws Exception {
    sent.clear();
    try (LiveShot shot = shot(WorkloadKind.STAGED, 10, Duration.ZERO)) {
      shot.fire(
          server(
                  call ->
                      call.url().equals(Routes.hello(URL, failing))
                          ? new Answer(500, null, new byte[0])
                          : hello())
              .inTurn());
      assertThat(statuses(shot)).hasSize(sent.size()).containsOnlyOnce("HTTP status 500");
      return sent.size();
    }
  }

  private List<Long> tokens(Duration cpu) throws Exception {
    sent.clear();
    try (LiveShot shot = shot(WorkloadKind.CRAWL, 4, cpu)) {
      shot.fire(
          server(call -> call.url().equals(Routes.list(URL, 0, 3)) ? list(3) : page(call))
              .inTurn());
    }
    return sent.stream()
        .map(HttpCall::handler)
        .filter(TitledPage.class::isInstance)
        .map(page -> ((TitledPage) page).tokens())
        .toList();
  }

  private Answering server(Answering answering) {
    return call -> {
      sent.add(call);
      return answering.answer(call);
    };
  }

  private static LiveShot shot(WorkloadKind kind, int requests, Duration cpu) throws Exception {
    return LiveShot.of(Works.of(kind, requests, "uniform:1ms..2ms", cpu), Works.NOWHERE);
  }

  private static List<String> statuses(LiveShot shot) {
    return shot.timeline().traces().stream().map(RequestTrace::status).toList();
  }

  private static Answer hello() {
    return answer("Hello!");
  }

  private static Answer loggedIn(String cookie) {
    return new Answer(200, cookie, "Hello!".getBytes(UTF_8));
  }

  private static Answer list(int links) {
    return answer(
        IntStream.rangeClosed(1, links)
            .mapToObj("<a href='page?request=%d'>a page</a>"::formatted)
            .collect(Collectors.joining()));
  }

  private static Answer page(HttpCall call) {
    int number = Integer.parseInt(call.url().getQuery().replace("request=", ""));
    return answer("<title>" + Contents.title(number).replace("&", "&amp;") + "</title>");
  }

  private static Answer answer(String body) {
    return new Answer(200, null, body.getBytes(UTF_8));
  }
}
