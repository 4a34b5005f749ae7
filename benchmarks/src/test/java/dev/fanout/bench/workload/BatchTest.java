package dev.fanout.bench.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.answer.Answer;
import dev.fanout.bench.answer.Receipt;
import dev.fanout.bench.call.AsyncClient;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.server.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BatchTest {
  private static final int REQUESTS = 6;
  private static final List<String> STATUSES =
      List.of(
          "ok",
          "HTTP status 503",
          "wrong body",
          "IOException: reset",
          "IllegalStateException",
          "UncheckedIOException: read, by IOException");

  private final Work work = Works.of(WorkloadKind.HELLO, REQUESTS, "uniform:1ms..2ms");
  private final Timeline timeline = new Timeline(REQUESTS);
  private final Batch batch = work.batches(new Hello(work, Works.NOWHERE), timeline).getFirst();

  @Test
  void recordsHowBlockingRequestsWent() throws Exception {
    ((Answering) BatchTest::answer).inTurn().send(batch);
    assertThat(timeline.traces())
        .extracting(RequestTrace::status)
        .containsExactlyElementsOf(STATUSES);
    assertThat(timeline.traces()).as("all by one thread").allMatch(trace -> trace.lane() == 0);
    assertThat(batch.isRight()).isFalse();
  }

  @Test
  void recordsHowAsynchronousRequestsWent() throws Exception {
    ((Answering) BatchTest::answer).atOnce().send(batch);
    assertThat(timeline.traces())
        .extracting(RequestTrace::status)
        .containsExactlyElementsOf(STATUSES);
    assertThat(timeline.traces())
        .extracting(RequestTrace::lane)
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    assertThat(batch.isRight()).isFalse();
  }

  @Test
  void recordsAnAnswerWhenItComesAndNoSooner() {
    var answer = new CompletableFuture<Answer>();
    CompletableFuture<?> sent = batch.send(2, new Pending(answer));
    assertThat(sent).isNotDone();
    assertThat(timeline.finished()).isZero();
    answer.complete(hello());
    assertThat(sent).isCompleted();
    assertThat(timeline.traces())
        .singleElement()
        .satisfies(
            trace -> {
              assertThat(trace.request()).isEqualTo(2);
              assertThat(trace.status()).isEqualTo("ok");
              assertThat(trace.endMs()).isGreaterThanOrEqualTo(trace.startMs());
            });
  }

  @Test
  void isRightOnceAllItsRequestsAre() {
    for (int request = 0; request < REQUESTS; request++) {
      assertThat(batch.isRight()).isFalse();
      batch.record(request, 0, 1, 2, new Receipt(RequestTrace.OK, null));
    }
    assertThat(batch.isRight()).isTrue();
  }

  @Test
  void countsItsRequestsFromZeroAndThoseOfTheShotFromTheFirstStage() {
    Work staged = Works.of(WorkloadKind.STAGED, 10, "uniform:1ms..2ms");
    var all = new Timeline(10);
    List<Batch> stages = staged.batches(new Hello(staged, Works.NOWHERE), all);
    assertThat(stages).extracting(Batch::requests).containsExactly(8, 1, 1);
    Batch last = stages.getLast();
    assertThat(last.call(0).url()).isEqualTo(Routes.hello(Works.NOWHERE.url(), 9));
    last.record(0, 0, 1, 2, new Receipt(RequestTrace.OK, null));
    assertThat(all.traces()).extracting(RequestTrace::request).containsExactly(9);
    assertThat(last.isRight()).isTrue();
    assertThat(stages.getFirst().isRight()).isFalse();
  }

  @Test
  void requestsOfAFixedDelayHaveNoNumber() {
    Work fixed = Works.of(WorkloadKind.HELLO, 2, "3s");
    assertThat(new Hello(fixed, Works.NOWHERE).call(1).url()).isEqualTo(Works.NOWHERE.url());
  }

  private static Answer hello() {
    return new Answer(200, null, "Hello!".getBytes(UTF_8));
  }

  private static Answer answer(SlowCall call) throws IOException {
    return switch (number(call.url())) {
      case 0 -> hello();
      case 1 -> new Answer(503, null, "Hello!".getBytes(UTF_8));
      case 2 -> new Answer(200, null, "Hello?".getBytes(UTF_8));
      case 3 -> throw new IOException("reset");
      case 4 -> throw new IllegalStateException();
      default -> throw new UncheckedIOException("read", new IOException("reset"));
    };
  }

  private static int number(URI url) {
    return Integer.parseInt(Objects.requireNonNull(url.getQuery()).replace("request=", ""));
  }

  private record Pending(CompletableFuture<Answer> answer) implements AsyncClient {
    @Override
    public CompletableFuture<Answer> send(SlowCall call) {
      return answer;
    }

    @Override
    public void close() {}
  }
}
