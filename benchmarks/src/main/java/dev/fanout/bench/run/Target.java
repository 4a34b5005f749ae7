package dev.fanout.bench.run;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.backend.http.SlowAddress;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.bench.workload.OpenBackend;
import dev.fanout.report.text.Figures;
import dev.fanout.server.SlowServerOptions;
import dev.fanout.server.SlowServerProcess;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The server that is called. */
public interface Target extends AutoCloseable {
  /** Where it is. */
  Endpoint endpoint();

  /** Opens it for calls of this JVM, each of which may take so long. */
  default OpenBackend open(Duration timeout) {
    Endpoint at = endpoint();
    return BackendType.of(at.backend()).open(new Opening(at.backend(), at.settings(), timeout));
  }

  /** What the server is, in words. */
  String describes();

  /** Waits until what was sent earlier has been answered, and sets the counters back to zero. */
  void resetLoad() throws IOException, InterruptedException;

  /** What the server has served since. */
  Served served() throws IOException, InterruptedException;

  @Override
  void close() throws IOException;

  /**
   * The server that is called.
   *
   * @param own one of the user's own, which is there; absent to start a slow server with those
   *     options
   * @param longest the longest delay that a request of it has
   */
  static Target open(@Nullable Endpoint own, SlowServerOptions options, Duration longest)
      throws IOException {
    return own != null
        ? new Given(own)
        : new Started(SlowServerProcess.start(options), longest, slowServer(options));
  }

  /** What a slow server of that kind is, in words. */
  static String slowServer(SlowServerOptions options) {
    return "slow server on loopback, delay %s, %s"
        .formatted(
            options.delay().text(),
            options.servesAll()
                ? "asynchronous responses"
                : Figures.count(options.mostAtOnce(), "blocking handler thread"));
  }

  /** A slow server of the run's own. */
  record Started(SlowServerProcess server, Duration longest, String describes) implements Target {
    @Override
    public Endpoint endpoint() {
      return new SlowAddress(server.url(), server.warmUpUrl());
    }

    @Override
    public void resetLoad() throws IOException, InterruptedException {
      server.awaitIdle(longest.plusSeconds(10));
      server.resetLoad();
    }

    @Override
    public Served served() throws IOException, InterruptedException {
      return server.isAlive() ? new Served.Counted(server.load()) : new Served.Gone();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  /** A server that was there before: it is called, and left alone otherwise. */
  record Given(Endpoint endpoint) implements Target {
    @Override
    public String describes() {
      return endpoint.toString();
    }

    @Override
    public void resetLoad() {}

    @Override
    public Served served() {
      return new Served.Uncounted();
    }

    @Override
    public void close() {}
  }
}
