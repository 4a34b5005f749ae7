package dev.fanout.server;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How the slow server behaves.
 *
 * @param port the port on 127.0.0.1; 0 lets the system choose
 * @param delay from the arrival of a request to its answer
 * @param seed chooses the draws of a delay that is not fixed
 * @param handlerThreads the number of requests served at once by blocking handlers; empty for
 *     asynchronous responses, which hold any number
 * @param stall when it holds its answers back; absent for never
 * @param streams how many requests each connection of HTTP/2 carries at once; empty for a server
 *     that speaks HTTP/1.1 alone
 */
public record SlowServerOptions(
    int port,
    Delay delay,
    long seed,
    OptionalInt handlerThreads,
    @Nullable Stall stall,
    OptionalInt streams) {
  /** So many streams to a connection that none of a measurement waits for another. */
  public static final int MANY_STREAMS = 1_000_000;

  /** A server that never stalls, and speaks HTTP/1.1 alone. */
  public SlowServerOptions(int port, Delay delay, long seed, OptionalInt handlerThreads) {
    this(port, delay, seed, handlerThreads, null);
  }

  /** A server that speaks HTTP/1.1 alone. */
  public SlowServerOptions(
      int port, Delay delay, long seed, OptionalInt handlerThreads, @Nullable Stall stall) {
    this(port, delay, seed, handlerThreads, stall, OptionalInt.empty());
  }

  /** The same, which speaks HTTP/2 in clear text too, with so many streams to a connection. */
  public SlowServerOptions withStreams(int atOnce) {
    return new SlowServerOptions(port, delay, seed, handlerThreads, stall, OptionalInt.of(atOnce));
  }

  /** Whether it serves any number of requests at once. */
  public boolean servesAll() {
    return handlerThreads.isEmpty();
  }

  /** The most requests that it serves at once. */
  public int mostAtOnce() {
    return handlerThreads.orElse(Integer.MAX_VALUE);
  }

  /** What {@link ServeCommand} reads them from. */
  List<String> arguments() {
    var arguments =
        new ArrayList<>(List.of("--port=" + port, "--delay=" + delay.text(), "--seed=" + seed));
    handlerThreads.ifPresent(n -> arguments.add("--handler-threads=" + n));
    if (stall != null) {
      arguments.add("--stall=" + stall.text());
    }
    streams.ifPresent(n -> arguments.add("--streams=" + n));
    return arguments;
  }

  /** A server on a free port that holds any number of requests. */
  public static SlowServerOptions asynchronous(Delay delay, long seed) {
    return new SlowServerOptions(0, delay, seed, OptionalInt.empty());
  }
}
