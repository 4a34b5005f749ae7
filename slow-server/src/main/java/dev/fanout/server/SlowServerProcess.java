package dev.fanout.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The slow server in a JVM of its own, which ends with this one. */
public final class SlowServerProcess implements AutoCloseable {
  private static final int POLL_MILLIS = 50;

  private final Process process;
  private final BufferedReader output;
  private final URI url;
  private final URI loadUrl;
  private final LoadClient admin;
  private final long seed;

  private SlowServerProcess(
      Process process, BufferedReader output, URI url, URI loadUrl, long seed) {
    this.seed = seed;
    this.process = process;
    this.output = output;
    this.url = url;
    this.loadUrl = loadUrl;
    admin = new LoadClient(loadUrl);
  }

  /**
   * Starts the server on this JVM's own class path and waits until it is ready.
   *
   * @throws IOException if the process does not start, with what it said on standard error
   */
  public static SlowServerProcess start(SlowServerOptions options) throws IOException {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--sun-misc-unsafe-memory-access=allow",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ServeCommand.class.getName(),
                    "--until-parent-ends"),
                options.arguments().stream())
            .toList();
    var builder =
        new ProcessBuilder(Uplink.command(command)).redirectError(ProcessBuilder.Redirect.INHERIT);
    // Other users can read a process's arguments, but not its environment.
    String token = SlowServer.newToken();
    builder.environment().put(ServeCommand.TOKEN_VARIABLE, token);
    Process process = builder.start();
    try {
      BufferedReader output = process.inputReader();
      String first = output.readLine();
      if (first == null || !first.startsWith(ServeCommand.READY)) {
        throw new IOException("the slow server did not start; standard error says why");
      }
      URI url = URI.create(first.substring(ServeCommand.READY.length()));
      return new SlowServerProcess(
          process, output, url, LoadHandler.address(url, token), options.seed());
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** The base of the {@link Routes}. */
  public URI url() {
    return url;
  }

  /** The base of the same routes, answered after {@link SlowServer#WARM_UP_DELAY}, uncounted. */
  public URI warmUpUrl() {
    return url.resolve(Routes.WARM_UP);
  }

  /** Where a {@link LoadClient} asks; the address is a secret. */
  public URI loadUrl() {
    return loadUrl;
  }

  /** What the server has handled since {@link #resetLoad}. */
  public Load load() throws IOException, InterruptedException {
    return admin.load();
  }

  /**
   * Waits until no request is in flight, since one left over would count into what follows.
   *
   * @throws IOException if some are still in flight after {@code patience}
   */
  public void awaitIdle(Duration patience) throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (int left = load().inFlight(); left > 0; left = load().inFlight()) {
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new IOException(
            "the slow server still holds %d requests of an earlier shot".formatted(left));
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Sets the counters back to zero. */
  public void resetLoad() throws IOException, InterruptedException {
    resetLoad(seed);
  }

  /** The same; delays that are not fixed are drawn by that seed from now on. */
  public void resetLoad(long other) throws IOException, InterruptedException {
    admin.reset(other);
  }

  /** Whether the server's process runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends the process and waits until it is gone. */
  @Override
  public void close() throws IOException {
    admin.close();
    ParentWatch.letGo(process, Duration.ofSeconds(5));
    output.close();
  }
}
