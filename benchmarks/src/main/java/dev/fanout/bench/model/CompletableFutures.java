package dev.fanout.bench.model;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.fanout.bench.call.AsyncClient;
import dev.fanout.bench.call.HttpClient5;
import dev.fanout.bench.call.JdkHttp;
import dev.fanout.bench.call.OkHttp;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.call.Timeline;
import dev.fanout.bench.floor.Floor;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Param;

/** Requests sent by an asynchronous client, their futures joined; the end of one sends the next. */
@Model(
    key = "completable-future",
    does = "all requests sent at once by an asynchronous client; with a size, so many at a time")
public class CompletableFutures extends FanOutBenchmark {
  /**
   * {@code okhttp}: a thread per call behind a callback; {@code jdk}: one selector thread; {@code
   * httpclient5}: a selector thread per core.
   */
  @Param({"okhttp", "jdk", "httpclient5"})
  public String client = "okhttp";

  /** The most requests in flight; 0 for no limit. */
  @Param("0")
  public int size;

  @Override
  protected String client() {
    return client;
  }

  @Override
  protected int inFlight() {
    return size == 0 ? requests : Math.min(size, requests);
  }

  @Override
  public Duration floor() {
    return Floor.pool(requests, inFlight(), delay());
  }

  @Override
  protected FanOut open(SlowCall call) {
    AsyncClient async =
        switch (client) {
          case "okhttp" -> OkHttp.async(inFlight(), call);
          case "jdk" -> JdkHttp.open(call);
          case "httpclient5" -> HttpClient5.open(requests, call);
          default ->
              throw new IllegalArgumentException(
                  "client '%s' is none of okhttp, jdk, httpclient5".formatted(client));
        };
    return FanOut.of(
        timeline -> {
          var answers = new CompletableFuture<?>[timeline.requests()];
          Arrays.setAll(answers, _ -> new CompletableFuture<>());
          var next = new AtomicInteger();
          for (int request = 0; request < inFlight(); request++) {
            sendNext(timeline, async, next, answers);
          }
          CompletableFuture.allOf(answers)
              .orTimeout(call.timeout().toMillis(), MILLISECONDS)
              .join();
        },
        async::close);
  }

  /** Sends a request whose end sends the one after. */
  private static void sendNext(
      Timeline timeline, AsyncClient client, AtomicInteger next, CompletableFuture<?>[] answers) {
    int request = next.getAndIncrement();
    if (request < answers.length) {
      var _ =
          timeline
              .get(request, client)
              .whenComplete(
                  (_, failure) -> {
                    sendNext(timeline, client, next, answers);
                    if (failure == null) {
                      answers[request].complete(null);
                    } else {
                      answers[request].completeExceptionally(failure);
                    }
                  });
    }
  }
}
