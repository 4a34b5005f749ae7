package dev.fanout.bench.run;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.backend.ServerToStart;
import dev.fanout.bench.backend.StartedServer;
import dev.fanout.bench.backend.http.SlowAddress;
import dev.fanout.bench.plan.Called;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.bench.workload.OpenBackend;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.text.Figures;
import dev.fanout.server.SlowServerOptions;
import dev.fanout.server.SlowServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;

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

  /**
   * Waits until what was sent earlier has been answered, and sets the counters back to zero.
   *
   * @param seed by which the delays of a slow server are drawn from now on
   */
  void resetLoad(long seed) throws IOException, InterruptedException;

  /** What the server has served since. */
  Served served() throws IOException, InterruptedException;

  @Override
  void close() throws IOException;

  /**
   * The server that is called, started unless it is there.
   *
   * @param longest the longest delay that a request of it has
   */
  static Target open(Called called, Duration longest) throws IOException {
    SlowServerOptions slow = called.slow();
    return switch (called.own()) {
      case null -> new Started(SlowServerProcess.start(slow), longest, slowServer(slow));
      case ServerToStart own -> start(own);
      case Endpoint own -> new Given(own, called.isByHttp2());
    };
  }

  private static Target start(ServerToStart own) {
    try {
      return new StartedOther(own.start());
    } catch (IOException e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    }
  }

  /** What a slow server of that kind is, in words. */
  static String slowServer(SlowServerOptions options) {
    return "slow server on loopback, delay %s, %s%s%s"
        .formatted(
            options.delay().text(),
            options.servesAll()
                ? "asynchronous responses"
                : Figures.count(options.mostAtOnce(), "blocking handler thread"),
            options.stall() == null ? "" : ", stall " + options.stall().text(),
            options.streams().isEmpty()
                ? ""
                : ", HTTP/2 with %s to a connection"
                    .formatted(Figures.count(options.streams().getAsInt(), "stream")));
  }

  /** A slow server of the run's own. */
  record Started(SlowServerProcess server, Duration longest, String describes) implements Target {
    @Override
    public Endpoint endpoint() {
      return new SlowAddress(server.url(), server.warmUpUrl());
    }

    @Override
    public void resetLoad(long seed) throws IOException, InterruptedException {
      server.awaitIdle(longest.plusSeconds(10));
      server.resetLoad(seed);
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

  /** A server of another kind that is the run's own, and does not count. */
  record StartedOther(StartedServer server) implements Target {
    @Override
    public Endpoint endpoint() {
      return server.endpoint();
    }

    @Override
    public String describes() {
      return server.describes();
    }

    @Override
    public void resetLoad(long seed) throws IOException {
      if (!server.isAlive()) {
        throw new IOException("the server has ended: " + server.describes());
      }
    }

    @Override
    public Served served() {
      return server.isAlive() ? new Served.Uncounted() : new Served.Gone();
    }

    @Override
    public void close() {
      server.close();
    }
  }

  /**
   * A server that was there before: it is called, and left alone otherwise.
   *
   * @param byHttp2 whether all calls go by HTTP/2
   */
  record Given(Endpoint endpoint, boolean byHttp2) implements Target {
    /** A server that is called as usual. */
    public Given(Endpoint endpoint) {
      this(endpoint, false);
    }

    @Override
    public OpenBackend open(Duration timeout) {
      var settings = new HashMap<>(endpoint.settings());
      if (byHttp2) {
        settings.put(BackendType.HTTP_VERSION, Parameter.HTTP_VERSIONS.getLast());
      }
      return BackendType.of(endpoint.backend())
          .open(new Opening(endpoint.backend(), settings, timeout));
    }

    @Override
    public String describes() {
      return endpoint.toString();
    }

    @Override
    public void resetLoad(long seed) {}

    @Override
    public Served served() {
      return new Served.Uncounted();
    }

    @Override
    public void close() {}
  }
}
