package dev.fanout.bench.model;

import dev.fanout.bench.call.BlockingClient;
import dev.fanout.bench.call.OkHttp;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.call.Timeline;
import dev.fanout.bench.floor.Floor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;
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
  protected int inFlight() {
    return 1;
  }

  @Override
  public Duration floor() {
    return Floor.serial(requests, delay());
  }

  @Override
  protected FanOut open(SlowCall call) {
    BlockingClient client = OkHttp.blocking(1, call);
    ExecutorService loop = Tasks.pool(1);
    return FanOut.of(
        timeline ->
            CompletableFuture.allOf(
                    IntStream.range(0, timeline.requests())
                        .mapToObj(request -> task(timeline, request, client, loop))
                        .toArray(CompletableFuture<?>[]::new))
                .join(),
        loop::close,
        client::close);
  }

  private CompletableFuture<?> task(
      Timeline timeline, int request, BlockingClient client, ExecutorService loop) {
    return variant.equals("direct")
        ? CompletableFuture.runAsync(() -> timeline.get(request, client), loop)
        : CompletableFuture.completedFuture(request)
            .thenComposeAsync(each -> wrapped(timeline, each, client), loop);
  }

  /** Looks asynchronous, and returns a future that is complete. */
  private static CompletableFuture<@Nullable Void> wrapped(
      Timeline timeline, int request, BlockingClient client) {
    timeline.get(request, client);
    return CompletableFuture.completedFuture(null);
  }
}
