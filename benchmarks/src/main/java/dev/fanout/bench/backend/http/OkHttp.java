package dev.fanout.bench.backend.http;

import com.google.auto.service.AutoService;
import dev.fanout.bench.backend.GivingUp;
import dev.fanout.bench.backend.http.answer.Answer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.internal.http2.ErrorCode;
import okhttp3.internal.http2.StreamResetException;

/** OkHttp, with the caps lifted that would bound the model that uses it. */
public final class OkHttp {
  private static final String ACCEPT_ENCODING = "Accept-Encoding";
  private static final String NOT_SENT = "nothing";

  private OkHttp() {}

  /** A blocking client that keeps a connection for each of {@code inFlight} requests. */
  public static BlockingClient blocking(int inFlight, HttpBackend to) {
    return new Blocking(client(dispatcher(inFlight), inFlight, to));
  }

  /** A client that calls back, for {@code inFlight} requests at once. */
  public static AsyncClient async(int inFlight, HttpBackend to) {
    return new Async(client(dispatcher(inFlight), inFlight, to));
  }

  /** A client that calls back, with the caps of an untouched dispatcher. */
  public static AsyncClient asyncByDefault(HttpBackend to) {
    var dispatcher = new Dispatcher();
    return new Async(client(dispatcher, dispatcher.getMaxRequestsPerHost(), to));
  }

  private static Dispatcher dispatcher(int inFlight) {
    var dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(inFlight); // by default 64
    dispatcher.setMaxRequestsPerHost(inFlight); // by default 5
    return dispatcher;
  }

  private static OkHttpClient client(Dispatcher dispatcher, int inFlight, HttpBackend to) {
    var builder = new OkHttpClient.Builder();
    to.tls().ifPresent(tls -> trust(builder, tls));
    ServerAddress.chosen(to).ifPresent(address -> builder.dns(_ -> List.of(address)));
    if (to.isHttp2()) {
      builder.addInterceptor(OkHttp::requireHttp2);
    }
    return builder
        .dispatcher(dispatcher)
        .connectionPool(new ConnectionPool(inFlight, 5, TimeUnit.MINUTES)) // by default 5 idle
        .protocols(protocols(to))
        .connectionSpecs(List.of(security(to)))
        .connectTimeout(Duration.ZERO) // by default 10 s, as the next two
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        .retryOnConnectionFailure(false) // else of a request that any connection failed
        .proxy(Proxy.NO_PROXY)
        .addNetworkInterceptor(new Exchanges(to.isHttp2()))
        .followRedirects(false)
        .fastFallback(false) // else each connection is opened on a thread of its own
        .build();
  }

  /** In clear text HTTP/2 from the first byte on; by TLS the server says which it speaks. */
  private static List<Protocol> protocols(HttpBackend to) {
    if (!to.isHttp2()) {
      return List.of(Protocol.HTTP_1_1);
    }
    return to.isSecure()
        ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)
        : List.of(Protocol.H2_PRIOR_KNOWLEDGE);
  }

  private static Response requireHttp2(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    Protocol came = response.protocol();
    if (came != Protocol.HTTP_2 && came != Protocol.H2_PRIOR_KNOWLEDGE) {
      response.close();
      throw new OtherVersionException();
    }
    return response;
  }

  private static void trust(OkHttpClient.Builder builder, Tls tls) {
    builder.sslSocketFactory(tls.context().getSocketFactory(), tls.manager());
    if (tls.trustsAnybody()) {
      builder.hostnameVerifier((_, _) -> true);
    }
  }

  /** Plain HTTP spares a cold JVM the loading of all certificates. */
  private static ConnectionSpec security(HttpBackend to) {
    return to.isSecure() ? ConnectionSpec.MODERN_TLS : ConnectionSpec.CLEARTEXT;
  }

  private static Call newCall(OkHttpClient client, HttpCall call, long deadline) {
    Call newCall = client.newCall(request(call));
    long left = Math.max(1, deadline - System.nanoTime()); // 0 would be no time-out
    newCall.timeout().timeout(left, TimeUnit.NANOSECONDS); // from connecting to the last byte
    return newCall;
  }

  private static Request request(HttpCall call) {
    var request = new Request.Builder().url(call.url().toString());
    if (!call.tells("User-Agent")) {
      request.header("User-Agent", HttpCall.USER_AGENT);
    }
    if (!call.tells(ACCEPT_ENCODING)) {
      // Without this OkHttp asks for gzip; Exchanges leaves it out of what is sent.
      request.header(ACCEPT_ENCODING, NOT_SENT);
    }
    for (RequestHeader header : call.headers()) {
      request.addHeader(header.name(), header.value());
    }
    if (call.method() != HttpCall.Method.GET) {
      request.method(
          call.method().name(), call.hasBody() ? RequestBody.create(call.body(), null) : null);
    }
    return request.build();
  }

  private static Answer answer(Response response) throws IOException {
    List<String> cookies = response.headers("Set-Cookie"); // header() would give the last one
    return new Answer(
        response.code(), cookies.isEmpty() ? null : cookies.getFirst(), response.body().bytes());
  }

  private static void close(OkHttpClient client) {
    client.dispatcher().cancelAll(); // or what nobody waits for any more would go on
    // Its idle threads would else keep the JVM alive for a minute.
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private record Blocking(OkHttpClient client) implements BlockingClient {
    @Override
    public Answer send(HttpCall call, long deadline) throws IOException {
      try (Response response = newCall(client, call, deadline).execute()) {
        return answer(response);
      }
    }

    @Override
    public void close() {
      OkHttp.close(client);
    }
  }

  private record Async(OkHttpClient client) implements AsyncClient {
    @Override
    public CompletableFuture<Answer> send(HttpCall call, long deadline) {
      var future = new CompletableFuture<Answer>();
      Call newCall = newCall(client, call, deadline);
      newCall.enqueue(
          new Callback() {
            @Override
            public void onResponse(Call sent, Response response) {
              try (response) {
                future.complete(answer(response));
              } catch (IOException | RuntimeException | Error e) {
                future.completeExceptionally(e); // or the fan-out would wait for ever
              }
            }

            @Override
            public void onFailure(Call sent, IOException e) {
              future.completeExceptionally(e);
            }
          });
      return GivingUp.with(future, newCall::cancel);
    }

    @Override
    public void close() {
      OkHttp.close(client);
    }
  }

  /**
   * What is sent and what comes, without what OkHttp adds to the one and sees in the other; and
   * which connections were kept, of which it tells nothing.
   */
  private static final class Exchanges implements Interceptor {
    private static final int UNAVAILABLE = 503;

    private final boolean http2;
    private final Set<Connection> kept = ConcurrentHashMap.newKeySet();

    Exchanges(boolean http2) {
      this.http2 = http2;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
      Connection connection = Objects.requireNonNull(chain.connection());
      boolean mayRepeat =
          !http2 && kept.contains(connection) && HttpCall.isSafe(chain.request().method());
      try {
        Response response = chain.proceed(bare(chain.request()));
        if ("close".equalsIgnoreCase(response.header("Connection"))) {
          kept.remove(connection);
        } else {
          kept.add(connection);
        }
        return response.code() == UNAVAILABLE
            ? response.newBuilder().header("Retry-After", "1").build() // at 0 OkHttp asks again
            : response;
      } catch (InterruptedIOException e) {
        kept.remove(connection);
        throw e;
      } catch (IOException e) {
        kept.remove(connection);
        throw mayRepeat || isRefused(e) ? new StaleConnectionException(e) : e;
      }
    }

    /**
     * Whether the server refused a stream of HTTP/2, which it then has not begun: such a request
     * OkHttp sends again by default, on another connection if need be.
     */
    private boolean isRefused(IOException failure) {
      return http2
          && failure instanceof StreamResetException reset
          && reset.errorCode == ErrorCode.REFUSED_STREAM;
    }

    private static Request bare(Request request) {
      Request.Builder bare = request.newBuilder().removeHeader("Connection");
      return (NOT_SENT.equals(request.header(ACCEPT_ENCODING))
              ? bare.removeHeader(ACCEPT_ENCODING)
              : bare)
          .build();
    }
  }

  /** OkHttp, its dispatcher let through as many as are asked for. */
  @AutoService(HttpClientType.class)
  public static final class Usual extends HttpClientType {
    /** Found by its class. */
    public Usual() {
      super("okhttp", Way.BLOCKING, Way.ASYNC);
    }

    @Override
    BlockingClient blocking(int inFlight, HttpBackend to) {
      return OkHttp.blocking(inFlight, to);
    }

    @Override
    AsyncClient async(int inFlight, HttpBackend to) {
      return OkHttp.async(inFlight, to);
    }
  }

  /** OkHttp's dispatcher as it comes. */
  @AutoService(HttpClientType.class)
  public static final class Untouched extends HttpClientType {
    /** Found by its class. */
    public Untouched() {
      super("okhttp defaults", Way.ASYNC);
    }

    @Override
    AsyncClient async(int inFlight, HttpBackend to) {
      return OkHttp.asyncByDefault(to);
    }

    @Override
    public int limit() {
      return new Dispatcher().getMaxRequestsPerHost();
    }
  }
}
