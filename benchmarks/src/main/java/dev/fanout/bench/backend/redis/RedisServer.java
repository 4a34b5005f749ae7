package dev.fanout.bench.backend.redis;

import dev.fanout.bench.backend.StartedServer;
import dev.fanout.bench.workload.ServerProcess;
import dev.fanout.bench.workload.TemporaryFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import redis.embedded.core.ExecutableProvider;

/** A Redis server that this process has started, on loopback, with a password of its own. */
record RedisServer(ServerProcess process, RedisAddress endpoint, String describes)
    implements StartedServer {
  private static final String PROGRAM = "redis-server";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 3; // another process may take the port that was free

  /**
   * Starts the server that is on the PATH, or else the one that the library embedded-redis brings.
   *
   * @throws IOException if it does not start; the message says why, and what to do
   */
  static RedisServer start() throws IOException {
    for (int attempt = 1; ; attempt++) {
      TemporaryFolder folder = TemporaryFolder.create("fanout-redis");
      try {
        return start(folder);
      } catch (IOException | RuntimeException | LinkageError e) {
        folder.close();
        if (attempt == ATTEMPTS || !String.valueOf(e.getMessage()).contains("bind")) {
          throw new IOException(
              "Redis was not started (%s): install redis-server, or name a server of your own with --redis-url."
                  .formatted(e.getMessage()),
              e);
        }
      }
    }
  }

  private static RedisServer start(TemporaryFolder folder) throws IOException {
    Optional<Path> installed = ServerProcess.onPath(PROGRAM);
    Path program = installed.isPresent() ? installed.get() : unpacked(folder);
    int port = ServerProcess.freePort();
    byte[] random = new byte[20];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    Path file = folder.path().resolve("redis.conf"); // since other users can see arguments
    Files.writeString(file, settings(port, password, folder.path()));
    ServerProcess process =
        ServerProcess.start(folder, List.of(program.toString(), file.toString()));
    var server =
        new RedisServer(
            process,
            new RedisAddress(false, "127.0.0.1", port, null, password, 0),
            "Redis on loopback, started from "
                + (installed.isPresent() ? program : "embedded-redis"));
    try {
      process.await(server::answers, PATIENCE);
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Waits end when its timer ticks, by default 10 times a second. Nothing is written to disk. */
  private static String settings(int port, String password, Path folder) {
    return """
    bind 127.0.0.1
    port %d
    requirepass %s
    dir %s
    save ""
    appendonly no
    hz 500
    dynamic-hz no
    maxclients 10000
    tcp-backlog 4096
    """
        .formatted(port, password, folder);
  }

  private static Path unpacked(TemporaryFolder folder) throws IOException {
    try {
      return ExecutableProvider.newJarResourceProvider(folder.path().toFile()).get().toPath();
    } catch (RuntimeException e) {
      throw new IOException("there is none for this platform", e);
    }
  }

  /** Whether it answers at all, which need not be yes. */
  private boolean answers() {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port()),
          (int) PATIENCE.toMillis());
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.close();
  }
}
