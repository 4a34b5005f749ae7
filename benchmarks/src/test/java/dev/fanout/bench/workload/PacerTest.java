package dev.fanout.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.Call;
import dev.fanout.bench.backend.Outcome;
import dev.fanout.report.measurement.RequestTrace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PacerTest {
  private static final int REQUESTS = 20;
  private static final long MS = 1_000_000;

  private static LiveShot shot(long... moments) throws Exception {
    return LiveShot.ofStream(
        Works.of(WorkloadKind.HELLO, moments.length, "1ms"), moments, Works.NOWHERE);
  }

  private static long[] everyMillisecond() {
    return LongStream.range(0, REQUESTS).map(i -> i * MS).toArray();
  }

  /** One that waited for answers would wait for ever. */
  @Test
  void isNotHeldBackByAModelThatAnswersNoneBeforeTheLastHasCome() throws Exception {
    var allHaveCome = new CountDownLatch(REQUESTS);
    try (LiveShot shot = shot(everyMillisecond());
        var pool = Executors.newFixedThreadPool(2)) {
      shot.timeline().begin();
      shot.pace(
          (batch, request) -> {
            allHaveCome.countDown();
            var _ =
                pool.submit(
                    () -> {
                      allHaveCome.await();
                      long now = System.nanoTime();
                      batch.record(request, 1, now, now, Outcome.right());
                      return null;
                    });
          });
      List<RequestTrace> requests = shot.timeline().traces();
      assertThat(requests).hasSize(REQUESTS);
      for (RequestTrace request : requests) {
        assertThat(request.intendedMs()).isEqualTo((double) request.request());
        assertThat(request.startMs()).isGreaterThanOrEqualTo(REQUESTS - 1);
      }
      assertThat(shot.timeline().latenessMs()).hasSize(REQUESTS);
      assertThat(Arrays.stream(shot.timeline().latenessMs())).noneMatch(late -> late < 0);
    }
  }

  @Test
  void handsAllOverInOrderAndNoneBeforeItsMoment() throws Exception {
    var order = new ArrayList<Integer>();
    try (LiveShot shot = shot(0, 0, 0, 2 * MS, 2 * MS, 3 * MS)) {
      shot.timeline().begin();
      shot.pace(
          (batch, request) -> {
            order.add(request);
            long now = System.nanoTime();
            batch.record(request, 1, now, now, Outcome.right());
          });
      assertThat(order).containsExactlyElementsOf(IntStream.range(0, 6).boxed().toList());
      for (RequestTrace request : shot.timeline().traces()) {
        assertThat(request.startMs()).isGreaterThanOrEqualTo(request.intendedMs());
      }
    }
  }

  /** As {@link Taking} says, such a model is told from others by the lateness that it causes. */
  @Test
  void aModelThatBlocksMakesTheNextOneLate() throws Exception {
    try (LiveShot shot = shot(0, MS, 2 * MS)) {
      shot.timeline().begin();
      shot.pace(
          (batch, request) -> {
            long start = System.nanoTime();
            while (request == 0 && System.nanoTime() - start < 7 * MS) {
              Thread.onSpinWait();
            }
            batch.record(request, 1, start, start, Outcome.right());
          });
      double[] late = shot.timeline().latenessMs();
      assertThat(late[1]).isGreaterThanOrEqualTo(6);
      assertThat(late[2]).as("its moment is past too").isGreaterThanOrEqualTo(5);
    }
  }

  /** Also where each request is late, so that it never sleeps. */
  @Test
  void anInterruptEndsItAndWhatCameIsKept() throws Exception {
    try (LiveShot shot = shot(0, 0, 0, 0, 0)) {
      shot.timeline().begin();
      assertThatThrownBy(
              () ->
                  shot.pace(
                      (batch, request) -> {
                        long now = System.nanoTime();
                        batch.record(request, 1, now, now, Outcome.right());
                        if (request == 2) {
                          Thread.currentThread().interrupt();
                        }
                      }))
          .isInstanceOf(InterruptedException.class);
      assertThat(shot.timeline().traces()).hasSize(3);
      assertThat(shot.timeline().latenessMs()).as("of those that came").hasSize(3);
    }
  }

  /** Such a client breaks its contract; a stream that waited for its answer would never end. */
  @Test
  void aClientThatThrowsEndsItsRequestAndNotTheStream() throws Exception {
    try (LiveShot shot = shot(0, 0);
        var pool = Executors.newFixedThreadPool(1)) {
      shot.timeline().begin();
      shot.pace(
          (batch, request) -> {
            var _ =
                request == 0
                    ? pool.submit(() -> batch.make(request, new Throwing()))
                    : batch.send(request, new ThrowingAsync());
          });
      assertThat(shot.timeline().traces())
          .extracting(RequestTrace::status)
          .containsExactly("OutOfMemoryError: no thread", "IllegalStateException: closed");
    }
  }

  private record Throwing() implements BlockingCalls {
    @Override
    public Outcome make(Call call) {
      throw new OutOfMemoryError("no thread");
    }

    @Override
    public void close() {}
  }

  private record ThrowingAsync() implements AsyncCalls {
    @Override
    public CompletableFuture<Outcome> make(Call call) {
      throw new IllegalStateException("closed");
    }

    @Override
    public void close() {}
  }
}
