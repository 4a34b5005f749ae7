package dev.fanout.bench.workload;

import dev.fanout.server.ParentWatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A server that is no JVM of ours, in a process that ends with this one, even if that is killed.
 *
 * @param folder what the server writes, its log included; removed with it
 * @param keeper runs while the server does, and ends it at the end of its own input, the other end
 *     of which this process holds
 */
public record ServerProcess(TemporaryFolder folder, Process keeper) implements AutoCloseable {
  // The server gets no signal of a terminal that it does not ask for; what it prints is its log.
  private static final String KEEPER =
      """
      trap '' HUP INT TERM
      exec 3<&0 >"$1" 2>&1
      shift
      "$@" 3<&- </dev/null &
      server=$!
      (while read -r _; do :; done; kill -9 "$server") <&3 &
      exec 3<&-
      wait "$server"
      """;

  private static final int POLL_MILLIS = 10;
  private static final String LOG = "log.txt";
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Starts the command, whose files are in that folder already. */
  public static ServerProcess start(TemporaryFolder folder, List<String> command)
      throws IOException {
    var keeper = new ArrayList<>(List.of("/bin/sh", "-c", KEEPER, "fanout-keeper"));
    keeper.add(folder.path().resolve(LOG).toString());
    keeper.addAll(command);
    return new ServerProcess(folder, new ProcessBuilder(keeper).start());
  }

  /** The program of that name on the PATH. */
  public static Optional<Path> onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** A port of the loopback address that nothing listens on. */
  public static int freePort() throws IOException {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return socket.getLocalPort();
    }
  }

  /**
   * Waits until the server answers.
   *
   * @throws IOException if it ends before, or does not within that time; the message says so
   */
  public void await(BooleanSupplier answers, Duration patience) throws IOException {
    long start = System.nanoTime();
    while (!answers.getAsBoolean()) {
      if (!isAlive()) {
        throw new IOException(lastLine(folder.path().resolve(LOG)));
      }
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new IOException("it did not answer within %d s".formatted(patience.toSeconds()));
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  /** Whether the server runs. */
  public boolean isAlive() {
    return keeper.isAlive();
  }

  /** The last line that a program has written to its log. */
  public static String lastLine(Path log) {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> !line.isBlank())
          .reduce((_, last) -> last)
          .map(String::strip)
          .orElse("it printed nothing");
    } catch (IOException e) {
      return "what it printed cannot be read";
    }
  }

  /** Ends the server, and removes its folder. */
  @Override
  public void close() {
    ParentWatch.letGo(keeper, PATIENCE);
    folder.close();
  }
}
