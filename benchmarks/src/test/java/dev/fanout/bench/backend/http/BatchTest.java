package dev.fanout.bench.backend.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.CallFailedException;
import dev.fanout.bench.backend.Outcome;
import dev.fanout.bench.backend.http.answer.Answer;
import dev.fanout.bench.backend.http.answer.Greeting;
import dev.fanout.bench.workload.Batch;
import dev.fanout.bench.workload.Sending;
import dev.fanout.bench.workload.Specification;
import dev.fanout.bench.workload.Timeline;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.bench.workload.Works;
import dev.fanout.report.measurement.RequestTrace;
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
  private final Batch batch = batches(work, timeline).getFirst();

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
    Sending model = ((Answering) BatchTest::answer).atOnce();
    assertThatThrownBy(() -> model.send(batch)).hasRootCauseInstanceOf(CallFailedException.class);
    assertThat(timeline.traces())
        .extracting(RequestTrace::status)
        .containsExactlyElementsOf(STATUSES);
    assertThat(timeline.traces())
        .extracting(RequestTrace::lane)
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    assertThat(batch.isRight()).isFalse();
  }

  @Test
  void tellsTheModelOfEachCallThatFailsOnceItIsRecorded() {
    for (int i = 1; i < REQUESTS; i++) {
      int request = i;
      String status = STATUSES.get(request);
      BlockingCalls blocking = ((Answering) BatchTest::answer).blocking();
      assertThatThrownBy(() -> batch.make(request, blocking))
          .isInstanceOf(CallFailedException.class)
          .hasMessage(status);
      assertThat(timeline.traces().getLast().status()).isEqualTo(status);
      assertThat(batch.send(request, ((Answering) BatchTest::answer).async()))
          .isCompletedExceptionally();
    }
  }

  @Test
  void recordsAsCancelledWhatHasNotEnded() {
    batch.record(1, 0, 1, 2, Outcome.right());
    batch.record(2, 0, 1, 2, new Outcome.Wrong("wrong body"));
    batch.cancelRest();
    assertThat(timeline.traces())
        .extracting(RequestTrace::status)
        .containsExactly("cancelled", "ok", "wrong body", "cancelled", "cancelled", "cancelled");
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
      batch.record(request, 0, 1, 2, Outcome.right());
    }
    assertThat(batch.isRight()).isTrue();
  }

  @Test
  void countsItsRequestsFromZeroAndThoseOfTheShotFromTheFirstStage() {
    Work staged = Works.of(WorkloadKind.STAGED, 10, "uniform:1ms..2ms");
    var all = new Timeline(10);
    List<Batch> stages = batches(staged, all);
    assertThat(stages).extracting(Batch::requests).containsExactly(8, 1, 1);
    Batch last = stages.getLast();
    assertThat(last.first()).isEqualTo(9);
    last.record(0, 0, 1, 2, Outcome.right());
    assertThat(all.traces()).extracting(RequestTrace::request).containsExactly(9);
    assertThat(last.isRight()).isTrue();
    assertThat(stages.getFirst().isRight()).isFalse();
  }

  @Test
  void requestsOfAFixedDelayHaveNoNumber() throws IOException {
    Work fixed = Works.of(WorkloadKind.HELLO, 2, "3s");
    assertThat(Works.NOWHERE.begin(fixed).call(1, null))
        .isEqualTo(HttpCall.get(Works.NOWHERE.url(), Works.NOWHERE.timeout(), new Greeting()));
  }

  private static List<Batch> batches(Work work, Timeline timeline) {
    return work.batches(HttpWorkload.of(new Specification(work, "", ""), Works.NOWHERE), timeline);
  }

  private static Answer hello() {
    return new Answer(200, null, "Hello!".getBytes(UTF_8));
  }

  private static Answer answer(HttpCall call) throws IOException {
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
    public CompletableFuture<Answer> send(HttpCall call, long deadline) {
      return answer;
    }

    @Override
    public void close() {}
  }
}
