package dev.fanout.bench.run;

import dev.fanout.bench.plan.Plan;
import dev.fanout.server.Delay;
import dev.fanout.server.Load;
import dev.fanout.server.SlowServerOptions;
import dev.fanout.server.SlowServerProcess;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** The server that is called. */
sealed interface Target extends AutoCloseable {
  /** The address of the slow answer. */
  URI url();

  /** The address that a JVM warms up on. */
  URI warmUpUrl();

  /** What the server is, in words. */
  String describes();

  /** Forgets what the server has served. */
  void resetLoad() throws IOException, InterruptedException;

  /** What the server has served since; empty if it does not count, or is gone. */
  Optional<Load> load() throws IOException, InterruptedException;

  @Override
  void close() throws IOException;

  /** The plan's own server, or a slow server started for it. */
  static Target open(Plan plan) throws IOException {
    URI url = plan.url();
    return url != null
        ? new Given(url)
        : new Started(
            SlowServerProcess.start(SlowServerOptions.asynchronous(plan.delay())),
            "slow server on loopback, delay %s, asynchronous responses"
                .formatted(Delay.text(plan.delay())));
  }

  /** A slow server of the run's own. */
  record Started(SlowServerProcess server, String describes) implements Target {
    @Override
    public URI url() {
      return server.url();
    }

    @Override
    public URI warmUpUrl() {
      return server.warmUpUrl();
    }

    @Override
    public void resetLoad() throws IOException, InterruptedException {
      server.resetLoad();
    }

    @Override
    public Optional<Load> load() throws IOException, InterruptedException {
      return server.isAlive() ? Optional.of(server.load()) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  /** A server that was there before: it is called, and left alone otherwise. */
  record Given(URI url) implements Target {
    @Override
    public URI warmUpUrl() {
      return url;
    }

    @Override
    public String describes() {
      return url.toString();
    }

    @Override
    public void resetLoad() {}

    @Override
    public Optional<Load> load() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }
}
