package dev.fanout.server;

import com.github.tomakehurst.wiremock.common.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;

/**
 * Asks a slow server what it has seen.
 *
 * <p>It holds a connection, which it opens with the first question.
 */
public final class LoadClient implements AutoCloseable {
  private final URI load;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .executor(Executors.newVirtualThreadPerTaskExecutor()) // whoever counts threads sees none
          .build();

  /** Asks at the address that the server's owner knows. */
  public LoadClient(URI load) {
    this.load = load;
  }

  /** What the server has handled since {@link #reset}. */
  Load load() throws IOException, InterruptedException {
    return Json.read(call("GET", load).body(), Load.class);
  }

  /** Sets the counters back to zero, and has delays drawn by that seed from now on. */
  void reset(long seed) throws IOException, InterruptedException {
    call("DELETE", LoadHandler.withSeed(load, seed));
  }

  /** What the server has seen of a group of requests that were {@link Routes#told}. */
  public ToldRequests.Seen seen(String group) throws IOException, InterruptedException {
    return Json.read(call("GET", LoadHandler.ofGroup(load, group)).body(), ToldRequests.Seen.class);
  }

  private HttpResponse<String> call(String method, URI address)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(30))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  @Override
  public void close() {
    client.close();
  }
}
