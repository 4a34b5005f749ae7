package dev.fanout.bench.backend.mariadb;

import dev.fanout.bench.backend.StartedServer;
import dev.fanout.bench.workload.ServerProcess;
import dev.fanout.bench.workload.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A MariaDB server that this process has started, on loopback, with one user of its own. */
record MariaDbServer(ServerProcess process, MariaDbAddress endpoint, String describes)
    implements StartedServer {
  /** Where {@code scripts/fetch-mariadb} puts it, in the folder that this system property names. */
  private static final String ROOT_PROPERTY = "fanout.root";

  private static final String FETCHED = "benchmarks/target/mariadb";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String DATABASE = "fanout";
  private static final String USER = "fanout";

  /**
   * The programs of an installation.
   *
   * @param server the server
   * @param installer makes the system tables
   * @param own what the server and the installer have to be told to find their files
   * @param from where it comes from, in words
   */
  private record Installation(Path server, Path installer, List<String> own, String from) {
    /** The one on the PATH, or else the one that was fetched. */
    static Optional<Installation> found() {
      Optional<Path> server = ServerProcess.onPath("mariadbd");
      Optional<Path> installer = ServerProcess.onPath("mariadb-install-db");
      return server.isPresent() && installer.isPresent()
          ? Optional.of(
              new Installation(server.get(), installer.get(), List.of(), server.get().toString()))
          : fetched();
    }

    private static Optional<Installation> fetched() {
      Path folder = Path.of(System.getProperty(ROOT_PROPERTY, ""), FETCHED);
      Path server = folder.resolve("bin/mariadbd").toAbsolutePath();
      return Files.isExecutable(server)
          ? Optional.of(
              new Installation(
                  server,
                  folder.resolve("scripts/mariadb-install-db").toAbsolutePath(),
                  List.of("--basedir=" + folder.toAbsolutePath()),
                  "the one that scripts/fetch-mariadb has fetched"))
          : Optional.empty();
    }
  }

  /** Whether there is a server that can be started. */
  static boolean isThere() {
    return Installation.found().isPresent();
  }

  /**
   * Starts the server that is on the PATH, or else the one that was fetched.
   *
   * @throws IOException if it does not start; the message says why, and what to do
   */
  static MariaDbServer start() throws IOException {
    Installation installation =
        Installation.found()
            .orElseThrow(
                () ->
                    new IOException(
                        "MariaDB is not there: fetch it with scripts/fetch-mariadb (149 MB, for"
                            + " Linux on x86-64), install mariadb-server, or name a database of"
                            + " your own with --jdbc-url."));
    TemporaryFolder folder = TemporaryFolder.create("fanout-mariadb");
    try {
      return start(installation, folder);
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw new IOException(
          "MariaDB was not started (%s): install mariadb-server, or name a database of your own with --jdbc-url."
              .formatted(e.getMessage()),
          e);
    }
  }

  private static MariaDbServer start(Installation installation, TemporaryFolder folder)
      throws IOException {
    var common = new ArrayList<String>();
    common.add("--no-defaults");
    common.addAll(installation.own());
    common.add("--datadir=" + folder.path().resolve("data"));
    if (System.getProperty("user.name").equals("root")) {
      common.add("--user=root"); // which it else refuses
    }
    install(installation, common, folder);
    byte[] random = new byte[20];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    Path users = folder.path().resolve("users.sql"); // since other users can see arguments
    Files.writeString(users, users(password));
    int port = ServerProcess.freePort();
    var command = new ArrayList<String>();
    command.add(installation.server().toString());
    command.addAll(common);
    command.addAll(
        List.of(
            "--bind-address=127.0.0.1",
            "--port=" + port,
            "--socket=" + folder.path().resolve("socket"),
            "--pid-file=" + folder.path().resolve("pid"),
            "--init-file=" + users,
            "--skip-name-resolve",
            "--skip-ssl", // else it makes a certificate, for some seconds
            "--max-connections=10000",
            "--back-log=4096"));
    var at = new MariaDbAddress("127.0.0.1", port, DATABASE, "disable", USER, password);
    var server =
        new MariaDbServer(
            ServerProcess.start(folder, command),
            at,
            "MariaDB on loopback, started from " + installation.from());
    try {
      server.process.await(server::answers, PATIENCE);
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Who can log in, and nobody else: an installation has users without a password. */
  private static String users(String password) {
    return """
    DELETE FROM mysql.global_priv WHERE User <> 'mariadb.sys';
    FLUSH PRIVILEGES;
    CREATE DATABASE %1$s;
    CREATE USER '%2$s'@'127.0.0.1' IDENTIFIED BY '%3$s';
    GRANT ALL ON %1$s.* TO '%2$s'@'127.0.0.1';
    """
        .formatted(DATABASE, USER, password);
  }

  private static void install(
      Installation installation, List<String> common, TemporaryFolder folder) throws IOException {
    Path log = folder.path().resolve("install.txt");
    var command = new ArrayList<String>();
    command.add(installation.installer().toString());
    command.addAll(common);
    command.addAll(List.of("--auth-root-authentication-method=normal", "--skip-test-db"));
    Process installer =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!installer.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        installer.destroyForcibly();
        throw new IOException(
            "its tables were not made within %d s".formatted(PATIENCE.toSeconds()));
      }
    } catch (InterruptedException e) {
      installer.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (installer.exitValue() != 0) {
      throw new IOException("its tables were not made: " + ServerProcess.lastLine(log));
    }
  }

  private boolean answers() {
    return new MariaDbBackend(endpoint, 0, PATIENCE).obstacle(0).isEmpty();
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
