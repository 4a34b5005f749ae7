package dev.fanout.bench.backend.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.google.auto.service.AutoService;
import dev.fanout.bench.backend.GivingUp;
import dev.fanout.bench.backend.http.answer.Answer;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The JDK's own HTTP client: one selector thread, any number of requests in flight. */
public final class JdkHttp implements AsyncClient {
  /** The threads that hand answers on. */
  public static final int THREADS = 2;

  private static final String TOO_MANY_RETRIES = "Too many retries";

  private final ExecutorService executor;
  private final HttpClient client;

  /** Scheme, address and port where a name leads to several addresses; it tries the first alone. */
  private final @Nullable String detour;

  /** Connections that were kept after an answer and have not been used since, open or closed. */
  private final AtomicInteger kept = new AtomicInteger();

  private final boolean http2;

  private JdkHttp(
      ExecutorService executor, HttpClient client, @Nullable String detour, boolean http2) {
    this.http2 = http2;
    this.executor = executor;
    this.client = client;
    this.detour = detour;
  }

  /** An open client. */
  public static JdkHttp open(HttpBackend to) {
    // By default a GET is sent a second time if the server hangs up, on whatever connection; send()
    // does so only if the connection had been kept. The client has no settings of its own for this
    // and for the header Host; it reads these with the first call in a JVM.
    System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    // By default an unbounded pool, which a burst of answers fills with threads.
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(
                to.isHttp2() // the default, by which in clear text each first request asks for it
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1)
            .connectTimeout(to.timeout())
            .executor(executor)
            .proxy(HttpClient.Builder.NO_PROXY);
    to.tls().ifPresent(tls -> client.sslContext(tls.context()));
    return new JdkHttp(
        executor,
        client.build(),
        to.isSecure() // where the name must be that of the certificate
            ? null
            : ServerAddress.chosen(to).map(address -> detour(address, to.port())).orElse(null),
        to.isHttp2());
  }

  private static String detour(InetAddress address, int port) {
    String literal = address.getHostAddress();
    return "http://%s:%d"
        .formatted(address instanceof Inet6Address ? "[" + literal + "]" : literal, port);
  }

  @Override
  public CompletableFuture<Answer> send(HttpCall call, long deadline) {
    HttpRequest request = request(call);
    boolean mayRepeat = !http2 && take() && call.isSafe();
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(request, BodyHandlers.ofByteArray());
    CompletableFuture<Answer> answer =
        exchange
            .thenApply(this::answer)
            // Its own time-out ends with the headers, and an answer may stop in its body.
            .orTimeout(deadline - System.nanoTime(), NANOSECONDS)
            .exceptionallyCompose(
                failure -> {
                  if (failure instanceof TimeoutException) {
                    exchange.cancel(true); // which closes the connection
                  }
                  return CompletableFuture.failedFuture(cause(failure, mayRepeat));
                });
    return GivingUp.with(answer, () -> exchange.cancel(true));
  }

  private HttpRequest request(HttpCall call) {
    HttpRequest.Builder request =
        detour == null
            ? HttpRequest.newBuilder(call.url())
            : HttpRequest.newBuilder(URI.create(detour + call.target()))
                .header("Host", call.url().getRawAuthority());
    if (!call.tells("User-Agent")) {
      request.header("User-Agent", HttpCall.USER_AGENT);
    }
    for (RequestHeader header : call.headers()) {
      request.header(header.name(), header.value());
    }
    return (switch (call.method()) {
          case GET -> request;
          case HEAD -> request.HEAD();
          case DELETE -> call.hasBody() ? request.method("DELETE", body(call)) : request.DELETE();
          case POST, PUT, PATCH -> request.method(call.method().name(), body(call));
        })
        .build();
  }

  private static BodyPublisher body(HttpCall call) {
    return call.body().length == 0
        ? BodyPublishers.noBody()
        : BodyPublishers.ofByteArray(call.body());
  }

  /** Whether the next request may go out on a kept connection, which is not kept any more then. */
  private boolean take() {
    return kept.getAndUpdate(connections -> Math.max(0, connections - 1)) > 0;
  }

  private Answer answer(HttpResponse<byte[]> response) {
    if (http2 && response.version() != HttpClient.Version.HTTP_2) {
      throw new CompletionException(new OtherVersionException());
    }
    if (!response.headers().firstValue("Connection").orElse("").equalsIgnoreCase("close")) {
      kept.incrementAndGet();
    }
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("Set-Cookie").orElse(null),
        response.body());
  }

  /**
   * What made the call fail. The client would send the request again after a connection that was
   * refused, reset or closed before an answer, or a failed TLS handshake, and says of each alike
   * that there were too many retries.
   */
  private static Throwable cause(Throwable failure, boolean mayRepeat) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    Throwable own = cause.getCause();
    if (own == null || !TOO_MANY_RETRIES.equals(cause.getMessage())) {
      return cause;
    }
    return mayRepeat && !(own instanceof ConnectException)
        ? new StaleConnectionException(own)
        : own;
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
    executor.close();
  }

  /** The JDK's client. */
  @AutoService(HttpClientType.class)
  public static final class Type extends HttpClientType {
    /** Found by its class. */
    public Type() {
      super("jdk", Way.ASYNC);
    }

    @Override
    AsyncClient async(int inFlight, HttpBackend to) {
      return JdkHttp.open(to);
    }

    @Override
    public int threads() {
      return THREADS;
    }
  }
}
