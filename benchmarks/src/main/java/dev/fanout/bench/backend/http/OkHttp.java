package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.http.answer.Answer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** OkHttp, with the caps lifted that would bound the model that uses it. */
public final class OkHttp {
  private static final String TIMED_OUT = "timeout";

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
    ServerAddress.chosen(to).ifPresent(address -> builder.dns(_ -> List.of(address)));
    return builder
        .dispatcher(dispatcher)
        .connectionPool(new ConnectionPool(inFlight, 5, TimeUnit.MINUTES)) // by default 5 idle
        .protocols(List.of(Protocol.HTTP_1_1))
        .connectionSpecs(List.of(security(to)))
        .callTimeout(to.timeout()) // from connecting to the last byte
        .connectTimeout(to.timeout())
        .readTimeout(Duration.ZERO) // by default 10 s, as the next
        .writeTimeout(Duration.ZERO)
        .retryOnConnectionFailure(true) // as far as Exchanges allows
        .proxy(Proxy.NO_PROXY)
        .socketFactory(new DirectSockets())
        .addNetworkInterceptor(new Exchanges())
        .followRedirects(false)
        .fastFallback(false) // else each connection is opened on a thread of its own
        .build();
  }

  /** Plain HTTP spares a cold JVM the loading of all certificates. */
  private static ConnectionSpec security(HttpBackend to) {
    return to.isSecure() ? ConnectionSpec.MODERN_TLS : ConnectionSpec.CLEARTEXT;
  }

  private static Request request(HttpCall call) {
    // Without this OkHttp asks for gzip; Exchanges leaves it out of what is sent.
    var request =
        new Request.Builder()
            .url(call.url().toString())
            .header("User-Agent", HttpCall.USER_AGENT)
            .header("Accept-Encoding", "identity");
    if (call.cookie() != null) {
      request.header("Cookie", call.cookie());
    }
    if (call.method() == HttpCall.Method.POST) {
      request.post(NoBody.SENT_ONCE);
    }
    return request.build();
  }

  private static Answer answer(Response response) throws IOException {
    List<String> cookies = response.headers("Set-Cookie"); // header() would give the last one
    return new Answer(
        response.code(), cookies.isEmpty() ? null : cookies.getFirst(), response.body().bytes());
  }

  /** OkHttp tells the end of a call's time and that of its thread apart by the message alone. */
  private static InterruptedIOException timedOut(InterruptedIOException end) {
    if (end instanceof SocketTimeoutException || !TIMED_OUT.equals(end.getMessage())) {
      return end;
    }
    var timedOut = new SocketTimeoutException(TIMED_OUT);
    timedOut.initCause(end);
    return timedOut;
  }

  private static void close(OkHttpClient client) {
    // Its idle threads would else keep the JVM alive for a minute.
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private record Blocking(OkHttpClient client) implements BlockingClient {
    @Override
    public Answer send(HttpCall call) throws IOException {
      try (Response response = client.newCall(request(call)).execute()) {
        return answer(response);
      } catch (InterruptedIOException e) {
        throw timedOut(e);
      }
    }

    @Override
    public void close() {
      OkHttp.close(client);
    }
  }

  private record Async(OkHttpClient client) implements AsyncClient {
    @Override
    public CompletableFuture<Answer> send(HttpCall call) {
      var future = new CompletableFuture<Answer>();
      client
          .newCall(request(call))
          .enqueue(
              new Callback() {
                @Override
                public void onResponse(Call sent, Response response) {
                  try (response) {
                    future.complete(answer(response));
                  } catch (InterruptedIOException e) {
                    future.completeExceptionally(timedOut(e));
                  } catch (IOException | RuntimeException | Error e) {
                    future.completeExceptionally(e); // or the fan-out would wait for ever
                  }
                }

                @Override
                public void onFailure(Call sent, IOException e) {
                  future.completeExceptionally(
                      e instanceof InterruptedIOException end ? timedOut(end) : e);
                }
              });
      return future;
    }

    @Override
    public void close() {
      OkHttp.close(client);
    }
  }

  /**
   * What is sent and what comes, without what OkHttp adds to the one and sees in the other: it may
   * send a request again only if a kept connection turned out to be closed.
   */
  private static final class Exchanges implements Interceptor {
    private static final int REQUEST_TIMEOUT = 408;
    private static final int UNAVAILABLE = 503;

    private final Set<Connection> kept = ConcurrentHashMap.newKeySet();

    @Override
    public Response intercept(Chain chain) throws IOException {
      Connection connection = Objects.requireNonNull(chain.connection());
      boolean isKept = kept.contains(connection);
      try {
        Response response = chain.proceed(bare(chain.request()));
        if ("close".equalsIgnoreCase(response.header("Connection"))) {
          kept.remove(connection);
        } else {
          kept.add(connection);
        }
        return withoutInvitation(response);
      } catch (IOException e) {
        kept.remove(connection);
        throw isKept || e instanceof InterruptedIOException ? e : asFinal(e);
      }
    }

    private static Request bare(Request request) {
      return request
          .newBuilder()
          .removeHeader("Accept-Encoding")
          .removeHeader("Connection")
          .build();
    }

    /** OkHttp repeats a request after a 408, and after a 503 that says Retry-After: 0. */
    private static Response withoutInvitation(Response response) {
      return switch (response.code()) {
        case REQUEST_TIMEOUT, UNAVAILABLE ->
            response.newBuilder().header("Retry-After", "1").build();
        default -> response;
      };
    }

    /** OkHttp takes exceptions of this type alone for final. */
    private static IOException asFinal(IOException e) {
      if (e instanceof ProtocolException) {
        return e;
      }
      var end = new ProtocolException(e.getMessage());
      end.initCause(e);
      return end;
    }
  }

  /** The empty body of a POST, which OkHttp must not send a second time. */
  private static final class NoBody extends RequestBody {
    static final NoBody SENT_ONCE = new NoBody();

    @Override
    public @Nullable MediaType contentType() {
      return null;
    }

    @Override
    public long contentLength() {
      return 0;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) {
      // It is empty.
    }
  }

  /** Sockets that obey no proxy of the JVM's system properties, SOCKS included. */
  private static final class DirectSockets extends SocketFactory {
    @Override
    public Socket createSocket() {
      return new Socket(Proxy.NO_PROXY);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      throw unused();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      throw unused();
    }

    private static IOException unused() {
      return new IOException("OkHttp connects its sockets itself");
    }
  }
}
