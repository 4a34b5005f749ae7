package dev.fanout.bench.backend.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.fanout.bench.backend.http.answer.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Apache's asynchronous client: a selector thread per core, and any number of requests in flight.
 */
public final class HttpClient5 implements AsyncClient {
  private final CloseableHttpAsyncClient client;

  private HttpClient5(CloseableHttpAsyncClient client) {
    this.client = client;
  }

  /** An open client, for {@code inFlight} requests at once. */
  public static HttpClient5 open(int inFlight, HttpBackend to) {
    var timeout = Timeout.of(to.timeout());
    var client =
        HttpAsyncClients.custom()
            .setConnectionManager(connections(inFlight, timeout, to))
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(timeout)
                    .setProtocolUpgradeEnabled(false) // by default each request asks for TLS
                    .build())
            .setHttp1Config(
                Http1Config.custom()
                    .setMaxLineLength(HttpCall.LARGEST_HEAD) // by default 8000
                    .setMaxHeaderCount(HttpCall.LARGEST_HEAD) // by default 100
                    .build())
            .setUserAgent(HttpCall.USER_AGENT)
            .addRequestInterceptorLast(
                (request, _, _) -> request.removeHeaders("Connection")) // keep-alive is implied
            .setRetryStrategy(new StaleConnections())
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableContentCompression() // else it asks for gzip
            .build();
    client.start();
    return new HttpClient5(client);
  }

  private static PoolingAsyncClientConnectionManager connections(
      int inFlight, Timeout timeout, HttpBackend to) {
    var builder = PoolingAsyncClientConnectionManagerBuilder.create();
    ServerAddress.chosen(to).ifPresent(address -> builder.setDnsResolver(new OneAddress(address)));
    return builder
        .setMaxConnTotal(inFlight) // by default 25
        .setMaxConnPerRoute(inFlight) // by default 5
        .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(timeout).build())
        .setDefaultTlsConfig(
            TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1).build())
        .build();
  }

  @Override
  public CompletableFuture<Answer> send(HttpCall call) {
    var future = new CompletableFuture<Answer>();
    var request = new BasicHttpRequest(call.method().name(), call.url());
    if (call.cookie() != null) {
      request.addHeader("Cookie", call.cookie());
    }
    var context = HttpClientContext.create();
    context.setAttribute(StaleConnections.ANSWER, future);
    Future<?> exchange =
        client.execute(
            new BasicRequestProducer(request, null),
            new WholeAnswer(),
            context,
            new FutureCallback<Answer>() {
              @Override
              public void completed(Answer answer) {
                future.complete(answer);
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
    // Its own time-outs begin again with each byte.
    return future
        .orTimeout(call.timeout().toMillis(), MILLISECONDS)
        .whenComplete(
            (_, failure) -> {
              if (failure instanceof TimeoutException) {
                exchange.cancel(true); // which closes the connection
              }
            });
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }

  /** Repeats a GET if a kept connection turns out to be closed, and nothing else. */
  private static final class StaleConnections implements HttpRequestRetryStrategy {
    /** The attribute with the future of a call, which is done once its time is up. */
    static final String ANSWER = "fanout.answer";

    @Override
    public boolean retryRequest(
        HttpRequest request, IOException failure, int attempts, HttpContext context) {
      return attempts < HttpCall.MOST_ATTEMPTS
          && request.getMethod().equals(HttpCall.Method.GET.name())
          && !isOver(context)
          && (failure instanceof RequestNotExecutedException || isStale(failure, context));
    }

    private static boolean isOver(HttpContext context) {
      return context.getAttribute(ANSWER) instanceof CompletableFuture<?> answer && answer.isDone();
    }

    private static boolean isStale(IOException failure, HttpContext context) {
      EndpointDetails connection = HttpClientContext.cast(context).getEndpointDetails();
      boolean closed =
          failure instanceof ConnectionClosedException
              || (failure instanceof SocketException && !(failure instanceof ConnectException));
      return closed
          && connection != null
          && connection.getRequestCount() > 1
          && connection.getResponseCount() < connection.getRequestCount();
    }

    @Override
    public boolean retryRequest(HttpResponse response, int attempts, HttpContext context) {
      return false;
    }

    @Override
    public TimeValue getRetryInterval(HttpResponse response, int attempts, HttpContext context) {
      return TimeValue.ZERO_MILLISECONDS;
    }
  }

  /** Keeps an answer as it comes; the library's own also wants to understand its type. */
  private static final class WholeAnswer implements AsyncResponseConsumer<Answer> {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;
    private @Nullable String cookie;
    private @Nullable FutureCallback<Answer> callback;

    @Override
    public void consumeResponse(
        HttpResponse response,
        @Nullable EntityDetails entity,
        HttpContext context,
        FutureCallback<Answer> resultCallback) {
      status = response.getCode();
      Header header = response.getFirstHeader("Set-Cookie");
      cookie = header == null ? null : header.getValue();
      callback = resultCallback;
      if (entity == null) {
        end();
      }
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {
      // The answer is yet to come.
    }

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
      channel.update(Integer.MAX_VALUE);
    }

    @Override
    public void consume(ByteBuffer part) {
      var bytes = new byte[part.remaining()];
      part.get(bytes);
      body.writeBytes(bytes);
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailers) {
      end();
    }

    private void end() {
      if (callback != null) {
        callback.completed(new Answer(status, cookie, body.toByteArray()));
      }
    }

    @Override
    public void failed(Exception cause) {
      // The caller is told by its own callback.
    }

    @Override
    public void releaseResources() {
      // There are none.
    }
  }

  /** Names of hosts, all of which have that one address. */
  private record OneAddress(InetAddress address) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) {
      return new InetAddress[] {address};
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
