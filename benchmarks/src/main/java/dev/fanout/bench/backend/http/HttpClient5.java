package dev.fanout.bench.backend.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.google.auto.service.AutoService;
import dev.fanout.bench.backend.GivingUp;
import dev.fanout.bench.backend.http.answer.Answer;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * Apache's asynchronous client: a selector thread per core, and any number of requests in flight.
 */
public final class HttpClient5 implements AsyncClient {
  /** The attribute of a call's context with the connection that it uses. */
  private static final String RUNTIME = "fanout.runtime";

  private final CloseableHttpAsyncClient client;
  private final HttpHost server;

  private final boolean http2;

  private HttpClient5(CloseableHttpAsyncClient client, HttpHost server, boolean http2) {
    this.http2 = http2;
    this.client = client;
    this.server = server;
  }

  /** An open client, for {@code inFlight} requests at once. */
  public static HttpClient5 open(int inFlight, HttpBackend to) {
    var timeout = Timeout.of(to.timeout());
    var config =
        RequestConfig.custom()
            .setConnectionRequestTimeout(timeout)
            .setProtocolUpgradeEnabled(false) // by default each request asks for TLS
            .build();
    CloseableHttpAsyncClient client =
        to.isHttp2() ? http2(timeout, config, to) : http1(inFlight, timeout, config, to);
    client.start();
    String scheme = to.url().getScheme();
    String host = to.url().getHost();
    return new HttpClient5(
        client,
        ServerAddress.chosen(to)
            .map(address -> new HttpHost(scheme, address, host, to.url().getPort()))
            .orElseGet(() -> new HttpHost(scheme, host, to.url().getPort())),
        to.isHttp2());
  }

  private static CloseableHttpAsyncClient http1(
      int inFlight, Timeout timeout, RequestConfig config, HttpBackend to) {
    return HttpAsyncClients.custom()
        .setConnectionManager(connections(inFlight, timeout, to))
        .setDefaultRequestConfig(config)
        .setHttp1Config(
            Http1Config.custom()
                .setMaxLineLength(HttpCall.LARGEST_HEAD) // by default 8000
                .setMaxHeaderCount(HttpCall.LARGEST_HEAD) // by default 100
                .build())
        .setUserAgent(HttpCall.USER_AGENT)
        .addExecInterceptorFirst(
            RUNTIME,
            (request, body, scope, chain, callback) -> {
              scope.clientContext.setAttribute(RUNTIME, scope.execRuntime);
              chain.proceed(request, body, scope, callback);
            })
        .addRequestInterceptorLast(
            (request, _, _) -> request.removeHeaders("Connection")) // keep-alive is implied
        .addResponseInterceptorFirst(
            (response, _, _) -> response.removeHeaders("Content-Type")) // else it must be valid
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableContentCompression() // else it asks for gzip
        .build();
  }

  /** Apache's client for HTTP/2 alone, which has one connection to a host. */
  private static CloseableHttpAsyncClient http2(
      Timeout timeout, RequestConfig config, HttpBackend to) {
    var builder =
        HttpAsyncClients.customHttp2()
            .setDefaultConnectionConfig(
                ConnectionConfig.custom().setConnectTimeout(timeout).build())
            .setDefaultRequestConfig(config)
            .setH2Config(
                H2Config.custom()
                    .setPushEnabled(false)
                    .setMaxHeaderListSize(HttpCall.LARGEST_HEAD)
                    .build())
            .setUserAgent(HttpCall.USER_AGENT)
            .addResponseInterceptorFirst(
                (response, _, _) -> response.removeHeaders("Content-Type")) // else it must be valid
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement();
    to.tls().ifPresent(tls -> builder.setTlsStrategy(strategy(tls)));
    return builder.build();
  }

  private static PoolingAsyncClientConnectionManager connections(
      int inFlight, Timeout timeout, HttpBackend to) {
    var connections =
        PoolingAsyncClientConnectionManagerBuilder.create()
            .setMaxConnTotal(inFlight) // by default 25
            .setMaxConnPerRoute(inFlight) // by default 5
            .setDefaultConnectionConfig(
                ConnectionConfig.custom().setConnectTimeout(timeout).build())
            .setDefaultTlsConfig(
                TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1).build());
    to.tls().ifPresent(tls -> connections.setTlsStrategy(strategy(tls)));
    return connections.build();
  }

  private static TlsStrategy strategy(Tls tls) {
    ClientTlsStrategyBuilder strategy =
        ClientTlsStrategyBuilder.create().setSslContext(tls.context());
    return (tls.trustsAnybody()
            ? strategy.setHostnameVerifier(NoopHostnameVerifier.INSTANCE)
            : strategy)
        .buildAsync();
  }

  @Override
  public CompletableFuture<Answer> send(HttpCall call, long deadline) {
    var future = new CompletableFuture<Answer>();
    var request = new BasicHttpRequest(call.method().name(), call.url());
    for (RequestHeader header : call.headers()) {
      request.addHeader(header.name(), header.value());
    }
    var context = HttpClientContext.create();
    Future<?> exchange =
        client.execute(
            server,
            new BasicRequestProducer(
                request,
                call.body().length == 0 ? null : new BasicAsyncEntityProducer(call.body(), null)),
            SimpleResponseConsumer.create(),
            null,
            context,
            new FutureCallback<SimpleHttpResponse>() {
              @Override
              public void completed(SimpleHttpResponse response) {
                future.complete(answer(response));
              }

              @Override
              public void failed(Exception cause) {
                future.completeExceptionally(
                    !http2 && call.isSafe() && isStale(cause, context)
                        ? new StaleConnectionException(cause)
                        : cause);
              }

              @Override
              public void cancelled() {
                future.cancel(false);
              }
            });
    // Its own time-outs begin again with each byte.
    CompletableFuture<Answer> answer =
        future
            .orTimeout(deadline - System.nanoTime(), NANOSECONDS)
            .whenComplete(
                (_, failure) -> {
                  if (failure instanceof TimeoutException) {
                    giveUp(exchange, context);
                  }
                });
    return GivingUp.with(answer, () -> giveUp(exchange, context));
  }

  private static void giveUp(Future<?> exchange, HttpClientContext context) {
    exchange.cancel(true); // which does not close a connection that was kept
    if (context.getAttribute(RUNTIME) instanceof AsyncExecRuntime runtime) {
      runtime.discardEndpoint();
    }
  }

  private static Answer answer(SimpleHttpResponse response) {
    Header cookie = response.getFirstHeader("Set-Cookie");
    byte[] body = response.getBodyBytes();
    return new Answer(
        response.getCode(),
        cookie == null ? null : cookie.getValue(),
        body == null ? new byte[0] : body);
  }

  /** Whether a kept connection turned out to be closed. */
  private static boolean isStale(Exception failure, HttpClientContext context) {
    EndpointDetails connection = context.getEndpointDetails();
    boolean closed =
        failure instanceof ConnectionClosedException
            || (failure instanceof SocketException && !(failure instanceof ConnectException));
    return failure instanceof RequestNotExecutedException
        || (closed
            && connection != null
            && connection.getRequestCount() > 1
            && connection.getResponseCount() < connection.getRequestCount());
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }

  /** Apache HttpClient 5. */
  @AutoService(HttpClientType.class)
  public static final class Type extends HttpClientType {
    /** Found by its class. */
    public Type() {
      super("httpclient5", Way.ASYNC);
    }

    @Override
    public int connections(int inFlight) {
      return 1;
    }

    @Override
    public boolean waitsForStreams() {
      return true;
    }

    @Override
    AsyncClient async(int inFlight, HttpBackend to) {
      return HttpClient5.open(inFlight, to);
    }
  }
}
