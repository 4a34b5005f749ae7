package dev.fanout.bench.run;

import dev.fanout.bench.backend.http.Address;
import dev.fanout.report.text.Figures;
import dev.fanout.server.SlowServerOptions;
import dev.fanout.server.SlowServerProcess;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The server that is called. */
public interface Target extends AutoCloseable {
  /** The address of the slow answer. */
  Address url();

  /** The address that a JVM warms up on. */
  Address warmUpUrl();

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
   * @param url an own one, which is there; absent to start a slow server with those options
   * @param longest the longest delay that a request of it has
   */
  static Target open(@Nullable Address url, SlowServerOptions options, Duration longest)
      throws IOException {
    return url != null
        ? new Given(url)
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
    public Address url() {
      return new Address(server.url());
    }

    @Override
    public Address warmUpUrl() {
      return new Address(server.warmUpUrl());
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
  record Given(Address url) implements Target {
    @Override
    public Address warmUpUrl() {
      return url;
    }

    @Override
    public String describes() {
      return url.toString();
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
