package dev.fanout.bench.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fanout.report.measurement.RequestTrace;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final SlowCall CALL =
      new SlowCall(URI.create("http://127.0.0.1:1/"), Duration.ofSeconds(1));

  @Test
  void numbersLanesInTheOrderOfFirstUse() {
    var timeline = new Timeline(CALL, 4);
    timeline.record(0, 77, 30, 40, "ok");
    timeline.record(1, 5, 10, 20, "ok");
    timeline.record(2, 77, 50, 60, "ok");
    timeline.record(3, 9, 20, 30, "ok");
    assertThat(timeline.traces()).extracting(RequestTrace::lane).containsExactly(2, 0, 2, 1);
  }

  @Test
  void leavesOutWhatHasNotEnded() {
    var timeline = new Timeline(CALL, 3);
    timeline.record(1, 1, 10, 20, "ok");
    assertThat(timeline.finished()).isEqualTo(1);
    assertThat(timeline.traces()).extracting(RequestTrace::request).containsExactly(1);
  }

  @Test
  void countsTimesFromItsBeginning() {
    var timeline = new Timeline(CALL, 1);
    timeline.begin();
    long now = System.nanoTime();
    timeline.record(0, 1, now + 2_000_000, now + 5_000_000, "ok");
    RequestTrace trace = timeline.traces().getFirst();
    assertThat(trace.startMs()).isGreaterThanOrEqualTo(2);
    assertThat(trace.endMs() - trace.startMs()).isCloseTo(3, within(1e-6));
  }

  @Test
  void recordsWhatIsWrongWithABlockingAnswer() {
    var timeline = new Timeline(CALL, 5);
    timeline.get(0, blocking(() -> new Answer(200, "Hello!")));
    timeline.get(1, blocking(() -> new Answer(503, "Hello!")));
    timeline.get(2, blocking(() -> new Answer(200, "Hello?")));
    timeline.get(
        3,
        blocking(
            () -> {
              throw new IOException("reset");
            }));
    timeline.get(
        4,
        blocking(
            () -> {
              throw new IllegalStateException();
            }));
    assertThat(timeline.traces())
        .extracting(RequestTrace::status)
        .containsExactly(
            "ok", "HTTP status 503", "wrong body", "IOException: reset", "IllegalStateException");
  }

  @Test
  void recordsWhatIsWrongWithAnAsynchronousAnswer() {
    var timeline = new Timeline(CALL, 2);
    timeline.get(0, async(CompletableFuture.completedFuture(new Answer(404, "")))).join();
    timeline.get(1, async(CompletableFuture.failedFuture(new IOException("refused")))).join();
    assertThat(timeline.traces())
        .extracting(RequestTrace::status)
        .containsExactly("HTTP status 404", "IOException: refused");
  }

  private interface Answering {
    Answer answer() throws IOException;
  }

  private static BlockingClient blocking(Answering answering) {
    return new BlockingClient() {
      @Override
      public Answer get(SlowCall call) throws IOException {
        return answering.answer();
      }

      @Override
      public void close() {}
    };
  }

  private static AsyncClient async(CompletableFuture<Answer> answer) {
    return new AsyncClient() {
      @Override
      public CompletableFuture<Answer> get(SlowCall call) {
        return answer;
      }

      @Override
      public void close() {}
    };
  }
}
