package dev.fanout.bench.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.Call;
import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.backend.Outcome;
import dev.fanout.bench.workload.LiveShot;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.bench.workload.Works;
import dev.fanout.report.measurement.RequestTrace;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Calls that end at once, as those of the user's own may, where the end of one sends the next. */
class CompletableFuturesTest {
  private static final int REQUESTS = 50_000; // more than a stack holds

  private static FanOut open(Backend backend) {
    var model = new CompletableFutures();
    model.size = 1;
    model.requests = REQUESTS;
    return model.open(backend);
  }

  @Test
  void aBatchOfThemNeedsNoStack() throws Exception {
    try (FanOut model = open(new Calls(CompletableFuture.completedFuture(Outcome.right())));
        LiveShot shot = LiveShot.of(Works.of(WorkloadKind.HELLO, REQUESTS, "1ms"), Works.NOWHERE)) {
      shot.fire(model);
      assertThat(shot.timeline().finished()).isEqualTo(REQUESTS);
    }
  }

  @Test
  void aStreamOfThemThatHasWaitedNeedsNone() throws Exception {
    var first = new CompletableFuture<Outcome>();
    var come = new AtomicInteger();
    try (FanOut model = open(new Calls(first));
        LiveShot shot =
            LiveShot.ofStream(
                Works.of(WorkloadKind.HELLO, REQUESTS, "1ms"), new long[REQUESTS], Works.NOWHERE)) {
      shot.timeline().begin();
      shot.pace(
          (batch, request) -> {
            model.take(batch, request);
            if (come.incrementAndGet() == REQUESTS) {
              first.complete(Outcome.right());
            }
          });
      assertThat(shot.timeline().traces())
          .hasSize(REQUESTS)
          .extracting(RequestTrace::status)
          .containsOnly(RequestTrace.OK);
    }
  }

  /** A backend whose first call ends as told, and all others at once. */
  private record Calls(CompletableFuture<Outcome> first, AtomicInteger made)
      implements Backend, AsyncCalls {
    Calls(CompletableFuture<Outcome> first) {
      this(first, new AtomicInteger());
    }

    @Override
    public CompletableFuture<Outcome> make(Call call) {
      return made.getAndIncrement() == 0
          ? first
          : CompletableFuture.completedFuture(Outcome.right());
    }

    @Override
    public AsyncCalls async(String client, int inFlight) {
      return this;
    }

    @Override
    public BlockingCalls blocking(int inFlight) {
      throw new UnsupportedOperationException();
    }

    @Override
    public BlockingCalls blocking(String client, int inFlight) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Opening opening() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
