package dev.fanout.bench.call;

import dev.fanout.bench.answer.Answer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's own HTTP client: one selector thread, any number of requests in flight. */
public final class JdkHttp implements AsyncClient {
  /** The threads that hand answers on. */
  public static final int THREADS = 2;

  private final ExecutorService executor;
  private final HttpClient client;

  private JdkHttp(ExecutorService executor, HttpClient client) {
    this.executor = executor;
    this.client = client;
  }

  /** An open client. */
  public static JdkHttp open(Destination to) {
    // Exactly one request per call: by default a GET is sent up to five times if the server hangs
    // up. The client has no setting of its own; it reads this one with the first call in a JVM.
    System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
    // By default an unbounded pool, which a burst of answers fills with threads.
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    return new JdkHttp(
        executor,
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // by default each first request asks for HTTP/2
            .connectTimeout(to.timeout())
            .executor(executor)
            .build());
  }

  @Override
  public CompletableFuture<Answer> send(SlowCall call) {
    var request =
        HttpRequest.newBuilder(call.url())
            .timeout(call.timeout())
            .method(call.method().name(), BodyPublishers.noBody());
    if (call.cookie() != null) {
      request.header("Cookie", call.cookie());
    }
    return client
        .sendAsync(request.build(), BodyHandlers.ofByteArray())
        .thenApply(
            response ->
                new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Set-Cookie").orElse(null),
                    response.body()));
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
    executor.close();
  }
}
