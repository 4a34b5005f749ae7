package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.Client;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import okhttp3.Dispatcher;
import org.jspecify.annotations.Nullable;

/** The HTTP clients, each with its key: the one list of them. */
@SuppressWarnings("ImmutableEnumChecker") // its lambdas hold nothing
public enum HttpClients implements Client {
  OKHTTP("okhttp", OkHttp::blocking, OkHttp::async),
  OKHTTP_DEFAULTS("okhttp defaults", null, (_, to) -> OkHttp.asyncByDefault(to)) {
    @Override
    public int limit() {
      return new Dispatcher().getMaxRequestsPerHost();
    }
  },
  JDK("jdk", null, (_, to) -> JdkHttp.open(to), JdkHttp.THREADS),
  HTTPCLIENT5("httpclient5", null, HttpClient5::open),
  HELIDON("helidon", HelidonHttp::open, null),
  NETTY_ONE_LOOP("netty one-loop", null, (_, to) -> NettyHttp.open(1, to), 1),
  NETTY_TWO_LOOPS("netty two-loops", null, (_, to) -> NettyHttp.open(2, to), 2),
  NETTY_NIO("netty nio", null, (_, to) -> NettyHttp.openNio(1, to), 1),
  REACTOR_NETTY("reactor-netty", null, ReactorNetty::open);

  /** Opens a client for so many requests in flight. */
  @FunctionalInterface
  private interface Opening<C> {
    C open(int inFlight, HttpBackend to);
  }

  private final String key;
  private final @Nullable Opening<BlockingCalls> blocking;
  private final @Nullable Opening<AsyncCalls> async;
  private final int threads;

  HttpClients(
      String key, @Nullable Opening<BlockingCalls> blocking, @Nullable Opening<AsyncCalls> async) {
    this(key, blocking, async, Integer.MAX_VALUE);
  }

  HttpClients(
      String key,
      @Nullable Opening<BlockingCalls> blocking,
      @Nullable Opening<AsyncCalls> async,
      int threads) {
    this.key = key;
    this.blocking = blocking;
    this.async = async;
    this.threads = threads;
  }

  @Override
  public int limit() {
    return Integer.MAX_VALUE;
  }

  @Override
  public int threads() {
    return threads;
  }

  /**
   * The client of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static HttpClients of(String key) {
    return of(key, _ -> true);
  }

  static BlockingCalls blocking(String key, int inFlight, HttpBackend to) {
    var opening = of(key, each -> each.blocking != null).blocking;
    return Objects.requireNonNull(opening).open(inFlight, to);
  }

  static AsyncCalls async(String key, int inFlight, HttpBackend to) {
    var opening = of(key, each -> each.async != null).async;
    return Objects.requireNonNull(opening).open(inFlight, to);
  }

  private static HttpClients of(String key, Predicate<HttpClients> fit) {
    return Arrays.stream(values())
        .filter(each -> each.key.equals(key) && fit.test(each))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "client '%s' is not one of %s"
                        .formatted(
                            key,
                            Arrays.stream(values())
                                .filter(fit)
                                .map(each -> each.key)
                                .collect(Collectors.joining(", ")))));
  }
}
