package dev.fanout.bench.model;

import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.idiom.FutureIdioms;
import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.workload.Batch;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Param;

/** Asynchronous tasks that each block the one thread of their loop: a trap. */
@Model(
    key = "blocking-in-async",
    does = "asynchronous tasks that block the one thread of their loop: a trap")
public class BlockingInAsync extends FanOutBenchmark {
  /**
   * {@code direct}: the task makes the blocking call, the usual case, which has no name in the
   * column; {@code wrapped}: it awaits a function that returns a future and makes it.
   */
  @Param({"direct", "wrapped"})
  public String variant = "direct";

  @Override
  protected @Nullable String variant() {
    return variant.equals("direct") ? null : variant;
  }

  @Override
  protected Schedule schedule() {
    return Schedule.serial();
  }

  @Override
  protected FanOut open(Backend backend) {
    BlockingCalls client = backend.blocking(1);
    ExecutorService loop = Tasks.pool(1);
    return FanOut.of(
        batch -> Tasks.joinAll(batch.requests(), request -> task(batch, request, client, loop)),
        (batch, request) -> {
          var _ = task(batch, request, client, loop);
        },
        () -> Tasks.end(loop),
        client::close);
  }

  @Override
  protected Idioms idioms(Backend backend) {
    BlockingCalls client = backend.blocking(1);
    ExecutorService loop = Tasks.pool(1);
    return new FutureIdioms(
        (requests, request) ->
            variant.equals("direct")
                ? CompletableFuture.supplyAsync(requests.task(request, client), loop)
                : CompletableFuture.completedFuture(request)
                    .thenComposeAsync(
                        each -> CompletableFuture.completedFuture(requests.make(each, client)),
                        loop),
        () -> {
          client.close(); // or a call that no interrupt ends would hold the loop
          Tasks.end(loop);
        });
  }

  private CompletableFuture<?> task(
      Batch batch, int request, BlockingCalls client, ExecutorService loop) {
    return variant.equals("direct")
        ? CompletableFuture.runAsync(() -> batch.make(request, client), loop)
        : CompletableFuture.completedFuture(request)
            .thenComposeAsync(each -> wrapped(batch, each, client), loop);
  }

  /** Looks asynchronous, and returns a future that is complete. */
  private static CompletableFuture<@Nullable Void> wrapped(
      Batch batch, int request, BlockingCalls client) {
    batch.make(request, client);
    return CompletableFuture.completedFuture(null);
  }
}
