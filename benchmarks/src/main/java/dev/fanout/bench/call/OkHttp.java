package dev.fanout.bench.call;

import dev.fanout.bench.answer.Answer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** OkHttp, with the caps lifted that would bound the model that uses it. */
public final class OkHttp {
  private OkHttp() {}

  /** A blocking client that keeps a connection for each of {@code inFlight} requests. */
  public static BlockingClient blocking(int inFlight, Destination to) {
    return new Blocking(client(dispatcher(inFlight), inFlight, to));
  }

  /** A client that calls back, for {@code inFlight} requests at once. */
  public static AsyncClient async(int inFlight, Destination to) {
    return new Async(client(dispatcher(inFlight), inFlight, to));
  }

  /** A client that calls back, with the caps of an untouched dispatcher. */
  public static AsyncClient asyncByDefault(Destination to) {
    var dispatcher = new Dispatcher();
    return new Async(client(dispatcher, dispatcher.getMaxRequestsPerHost(), to));
  }

  private static Dispatcher dispatcher(int inFlight) {
    var dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(inFlight); // by default 64
    dispatcher.setMaxRequestsPerHost(inFlight); // by default 5
    return dispatcher;
  }

  private static OkHttpClient client(Dispatcher dispatcher, int inFlight, Destination to) {
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .connectionPool(new ConnectionPool(inFlight, 5, TimeUnit.MINUTES)) // by default 5 idle
        .protocols(List.of(Protocol.HTTP_1_1))
        .connectionSpecs(List.of(security(to)))
        .connectTimeout(to.timeout())
        .readTimeout(to.timeout())
        .writeTimeout(to.timeout())
        .retryOnConnectionFailure(false) // exactly one request per call
        .followRedirects(false)
        .fastFallback(false) // else each connection is opened on a thread of its own
        .build();
  }

  /** Plain HTTP spares a cold JVM the loading of all certificates. */
  private static ConnectionSpec security(Destination to) {
    return to.isSecure() ? ConnectionSpec.MODERN_TLS : ConnectionSpec.CLEARTEXT;
  }

  private static Request request(SlowCall call) {
    var request = new Request.Builder().url(call.url().toString());
    if (call.cookie() != null) {
      request.header("Cookie", call.cookie());
    }
    if (call.method() == SlowCall.Method.POST) {
      request.post(RequestBody.EMPTY);
    }
    return request.build();
  }

  private static Answer answer(Response response) throws IOException {
    List<String> cookies = response.headers("Set-Cookie"); // header() would give the last one
    return new Answer(
        response.code(), cookies.isEmpty() ? null : cookies.getFirst(), response.body().bytes());
  }

  private static void close(OkHttpClient client) {
    // Its idle threads would else keep the JVM alive for a minute.
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private record Blocking(OkHttpClient client) implements BlockingClient {
    @Override
    public Answer send(SlowCall call) throws IOException {
      try (Response response = client.newCall(request(call)).execute()) {
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
    public CompletableFuture<Answer> send(SlowCall call) {
      var future = new CompletableFuture<Answer>();
      client
          .newCall(request(call))
          .enqueue(
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
      return future;
    }

    @Override
    public void close() {
      OkHttp.close(client);
    }
  }
}
