package dev.fanout.bench.call;

import dev.fanout.bench.answer.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * Apache's asynchronous client: a selector thread per core, and any number of requests in flight.
 */
public final class HttpClient5 implements AsyncClient {
  private final CloseableHttpAsyncClient client;

  private HttpClient5(CloseableHttpAsyncClient client) {
    this.client = client;
  }

  /** An open client, for {@code inFlight} requests at once. */
  public static HttpClient5 open(int inFlight, Destination to) {
    var timeout = Timeout.of(to.timeout());
    var client =
        HttpAsyncClients.custom()
            .setConnectionManager(connections(inFlight, timeout))
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(timeout)
                    .setResponseTimeout(timeout)
                    .setProtocolUpgradeEnabled(false) // by default each request asks for TLS
                    .build())
            .disableAutomaticRetries() // exactly one request per call
            .disableRedirectHandling()
            .disableCookieManagement()
            .build();
    client.start();
    return new HttpClient5(client);
  }

  private static PoolingAsyncClientConnectionManager connections(int inFlight, Timeout timeout) {
    return PoolingAsyncClientConnectionManagerBuilder.create()
        .setMaxConnTotal(inFlight) // by default 25
        .setMaxConnPerRoute(inFlight) // by default 5
        .setDefaultConnectionConfig(
            ConnectionConfig.custom().setConnectTimeout(timeout).setSocketTimeout(timeout).build())
        .setDefaultTlsConfig(
            TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1).build())
        .build();
  }

  @Override
  public CompletableFuture<Answer> send(SlowCall call) {
    var future = new CompletableFuture<Answer>();
    var request = SimpleRequestBuilder.create(call.method().name()).setUri(call.url());
    if (call.cookie() != null) {
      request.addHeader("Cookie", call.cookie());
    }
    Future<?> _ =
        client.execute(
            request.build(),
            new FutureCallback<SimpleHttpResponse>() {
              @Override
              public void completed(SimpleHttpResponse response) {
                byte[] body = response.getBodyBytes();
                Header cookie = response.getFirstHeader("Set-Cookie");
                future.complete(
                    new Answer(
                        response.getCode(),
                        cookie == null ? null : cookie.getValue(),
                        body == null ? new byte[0] : body));
              }

              @Override
              public void failed(Exception cause) {
                future.completeExceptionally(cause);
              }

              @Override
              public void cancelled() {
                future.cancel(false);
              }
            });
    return future;
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }
}
