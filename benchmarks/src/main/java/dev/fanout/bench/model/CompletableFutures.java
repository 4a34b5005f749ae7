package dev.fanout.bench.model;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.fanout.bench.call.AsyncClient;
import dev.fanout.bench.call.HttpClient5;
import dev.fanout.bench.call.JdkHttp;
import dev.fanout.bench.call.OkHttp;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.floor.Floor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Param;

/** All requests sent from one thread by an asynchronous client, their futures joined. */
@Model(
    key = "completable-future",
    does = "all requests sent at once by an asynchronous client, their futures joined")
public class CompletableFutures extends FanOutBenchmark {
  /**
   * {@code okhttp}: a thread per call behind a callback; {@code jdk}: one selector thread; {@code
   * httpclient5}: a selector thread per core.
   */
  @Param({"okhttp", "jdk", "httpclient5"})
  public String client = "okhttp";

  @Override
  protected String client() {
    return client;
  }

  @Override
  protected int inFlight() {
    return requests;
  }

  @Override
  public Duration floor() {
    return Floor.unbounded(delay());
  }

  @Override
  protected FanOut open(SlowCall call) {
    AsyncClient async =
        switch (client) {
          case "okhttp" -> OkHttp.async(requests, call);
          case "jdk" -> JdkHttp.open(call);
          case "httpclient5" -> HttpClient5.open(requests, call);
          default ->
              throw new IllegalArgumentException(
                  "client '%s' is none of okhttp, jdk, httpclient5".formatted(client));
        };
    return FanOut.of(
        timeline -> {
          var answers = new CompletableFuture<?>[timeline.requests()];
          for (int request = 0; request < answers.length; request++) {
            answers[request] = timeline.get(request, async);
          }
          CompletableFuture.allOf(answers)
              .orTimeout(call.timeout().toMillis(), MILLISECONDS)
              .join();
        },
        async::close);
  }
}
