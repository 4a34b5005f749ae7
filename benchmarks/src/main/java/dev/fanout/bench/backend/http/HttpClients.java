package dev.fanout.bench.backend.http;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.Client;
import java.util.EnumSet;
import java.util.Set;
import java.util.StringJoiner;
import okhttp3.Dispatcher;

/**
 * The HTTP clients, each with its key: the one list of them.
 *
 * <p>They are opened by switches and not by references to methods, since linking those would load
 * every library into a cold JVM that uses one.
 */
public enum HttpClients implements Client {
  OKHTTP("okhttp"),
  OKHTTP_DEFAULTS("okhttp defaults") {
    @Override
    public int limit() {
      return new Dispatcher().getMaxRequestsPerHost();
    }
  },
  JDK("jdk", JdkHttp.THREADS),
  HTTPCLIENT5("httpclient5"),
  HELIDON("helidon"),
  NETTY_ONE_LOOP("netty one-loop", 1),
  NETTY_TWO_LOOPS("netty two-loops", 2),
  NETTY_NIO("netty nio", 1),
  REACTOR_NETTY("reactor-netty");

  /** Those whose calls hold their thread. */
  static final Set<HttpClients> BLOCKING = EnumSet.of(OKHTTP, HELIDON);

  /** Those whose calls return at once. */
  static final Set<HttpClients> ASYNC = EnumSet.complementOf(EnumSet.of(HELIDON));

  private final String key;
  private final int threads;

  HttpClients(String key) {
    this(key, Integer.MAX_VALUE);
  }

  HttpClients(String key, int threads) {
    this.key = key;
    this.threads = threads;
  }

  /** The client's key, then that of a variant of it. */
  @Override
  public String key() {
    return key;
  }

  @Override
  public boolean blocks() {
    return BLOCKING.contains(this);
  }

  @Override
  public boolean callsBack() {
    return ASYNC.contains(this);
  }

  @Override
  public int threads() {
    return threads;
  }

  static BlockingCalls blocking(String key, int inFlight, HttpBackend to) {
    return of(key, BLOCKING).blocking(inFlight, to);
  }

  static AsyncCalls async(String key, int inFlight, HttpBackend to) {
    return of(key, ASYNC).async(inFlight, to);
  }

  /** Opens one of those that are {@link #BLOCKING}. */
  BlockingClient blocking(int inFlight, HttpBackend to) {
    return this == HELIDON ? HelidonHttp.open(inFlight, to) : OkHttp.blocking(inFlight, to);
  }

  /** Opens one of those that are {@link #ASYNC}. */
  AsyncClient async(int inFlight, HttpBackend to) {
    return switch (this) {
      case OKHTTP -> OkHttp.async(inFlight, to);
      case OKHTTP_DEFAULTS -> OkHttp.asyncByDefault(to);
      case JDK -> JdkHttp.open(to);
      case HTTPCLIENT5 -> HttpClient5.open(inFlight, to);
      case NETTY_ONE_LOOP -> NettyHttp.open(1, to);
      case NETTY_TWO_LOOPS -> NettyHttp.open(2, to);
      case NETTY_NIO -> NettyHttp.openNio(1, to);
      case REACTOR_NETTY -> ReactorNetty.open(inFlight, to);
      case HELIDON -> throw new IllegalStateException(key);
    };
  }

  private static HttpClients of(String key, Set<HttpClients> among) {
    var keys = new StringJoiner(", ");
    for (HttpClients client : among) {
      if (client.key.equals(key)) {
        return client;
      }
      keys.add(client.key);
    }
    throw new IllegalArgumentException("client '%s' is not one of %s".formatted(key, keys));
  }
}
