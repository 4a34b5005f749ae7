package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.Client;
import java.util.Arrays;
import java.util.stream.Collectors;
import okhttp3.Dispatcher;

/**
 * The HTTP clients, each with its key: the one list of them.
 *
 * <p>They are opened by switches and not by references to methods, since linking those would load
 * every library into a cold JVM that uses one.
 */
public enum HttpClients implements Client {
  OKHTTP("okhttp", Manner.EITHER),
  OKHTTP_DEFAULTS("okhttp defaults", Manner.ASYNC) {
    @Override
    public int limit() {
      return new Dispatcher().getMaxRequestsPerHost();
    }
  },
  JDK("jdk", Manner.ASYNC, JdkHttp.THREADS),
  HTTPCLIENT5("httpclient5", Manner.ASYNC),
  HELIDON("helidon", Manner.BLOCKING),
  NETTY_ONE_LOOP("netty one-loop", Manner.ASYNC, 1),
  NETTY_TWO_LOOPS("netty two-loops", Manner.ASYNC, 2),
  NETTY_NIO("netty nio", Manner.ASYNC, 1),
  REACTOR_NETTY("reactor-netty", Manner.ASYNC);

  /** How it makes calls. */
  private enum Manner {
    BLOCKING,
    ASYNC,
    EITHER
  }

  private final String key;
  private final Manner manner;
  private final int threads;

  HttpClients(String key, Manner manner) {
    this(key, manner, Integer.MAX_VALUE);
  }

  HttpClients(String key, Manner manner, int threads) {
    this.key = key;
    this.manner = manner;
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
    return of(key, Manner.EITHER);
  }

  static BlockingCalls blocking(String key, int inFlight, HttpBackend to) {
    HttpClients client = of(key, Manner.BLOCKING);
    return switch (client) {
      case OKHTTP -> OkHttp.blocking(inFlight, to);
      case HELIDON -> HelidonHttp.open(inFlight, to);
      default -> throw new IllegalStateException(client.key);
    };
  }

  static AsyncCalls async(String key, int inFlight, HttpBackend to) {
    HttpClients client = of(key, Manner.ASYNC);
    return switch (client) {
      case OKHTTP -> OkHttp.async(inFlight, to);
      case OKHTTP_DEFAULTS -> OkHttp.asyncByDefault(to);
      case JDK -> JdkHttp.open(to);
      case HTTPCLIENT5 -> HttpClient5.open(inFlight, to);
      case NETTY_ONE_LOOP -> NettyHttp.open(1, to);
      case NETTY_TWO_LOOPS -> NettyHttp.open(2, to);
      case NETTY_NIO -> NettyHttp.openNio(1, to);
      case REACTOR_NETTY -> ReactorNetty.open(inFlight, to);
      case HELIDON -> throw new IllegalStateException(client.key);
    };
  }

  /** One that can make calls in that manner, or in any. */
  private static HttpClients of(String key, Manner wanted) {
    for (HttpClients client : values()) {
      if (client.key.equals(key) && client.can(wanted)) {
        return client;
      }
    }
    throw new IllegalArgumentException(
        "client '%s' is not one of %s"
            .formatted(
                key,
                Arrays.stream(values())
                    .filter(each -> each.can(wanted))
                    .map(each -> each.key)
                    .collect(Collectors.joining(", "))));
  }

  private boolean can(Manner wanted) {
    return wanted == Manner.EITHER || manner == Manner.EITHER || manner == wanted;
  }
}
