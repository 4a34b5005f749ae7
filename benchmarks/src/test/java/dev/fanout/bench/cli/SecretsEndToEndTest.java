package dev.fanout.bench.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.Jvm;
import dev.fanout.bench.run.FanoutProcess;
import dev.fanout.bench.run.FanoutProcess.Ended;
import dev.fanout.report.measurement.RunFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The secrets of an address and of headers are in no file, on no console, and in no command line of
 * a child.
 */
@Tag("slow")
@Order(2)
class SecretsEndToEndTest {
  private static final String SECRET = "canary";

  @TempDir Path root = Path.of("");
  @TempDir Path temporary = Path.of("");

  @Test
  void aRunKeepsThem() throws Exception {
    String masked;
    try (var server = new TellTale(2)) {
      masked = server.masked();
      server.watch(
          "run",
          "--preset=smoke",
          "--models=process-pool,virtual-threads",
          "--sizes=1",
          "--requests=2",
          "--header=Authorization: Bearer canary-bearer",
          "--header=X-Token: canary-header",
          "--secret-header=X-Token",
          "--rounds=1",
          "--seed=1");
      assertThat(server.arguments.values()).anyMatch(line -> line.contains("WorkerMain"));
    }
    assertThat(files()).anySatisfy((file, text) -> assertThat(text).contains("HTTP/1.1 GET"));
    var project = new Project(root);
    assertThat(project.fanout("baseline", "save", "mine"))
        .as(project.out() + project.err())
        .isZero();
    assertThat(project.fanout("compare", "--baseline", "mine"))
        .as(project.out() + project.err())
        .isZero();
    assertThat(project.out() + project.err()).doesNotContain(SECRET);
    assertKept(
        masked, "environment.json", "report.md", "index.html", "shots.csv", "requests.csv", "jmh");
    assertThat(files().keySet())
        .anyMatch(file -> file.contains("baselines"))
        .anyMatch(file -> file.contains("comparisons"));
  }

  private void assertKept(String masked, String... names) throws IOException {
    Map<String, String> files = files();
    assertThat(files).allSatisfy((file, text) -> assertThat(text).as(file).doesNotContain(SECRET));
    for (String name : names) {
      assertThat(files.keySet()).anyMatch(file -> file.contains(name));
    }
    assertThat(files.get(root.relativize(latest().environment()).toString()))
        .contains(
            "--url=" + masked,
            "\"server\" : \"" + masked,
            "--header=Authorization: *** --header=X-Token: *** --secret-header=X-Token");
  }

  private RunFolder latest() throws IOException {
    return new RunFolder(root.resolve("reports").resolve("latest").toRealPath());
  }

  /** As scripts/fanout starts it. */
  private Process start(String url, String... command) throws IOException {
    List<String> arguments = Stream.concat(Stream.of(command), Stream.of("--url=" + url)).toList();
    List<String> flags =
        List.of(
            "-Dfanout.root=" + root,
            "-Djava.io.tmpdir=" + temporary,
            "-Dfanout.command=scripts/fanout " + String.join(" ", arguments));
    return Jvm.brief(Jvm.command(flags, Fanout.class, arguments.toArray(String[]::new))).start();
  }

  private Map<String, String> files() throws IOException {
    var texts = new LinkedHashMap<String, String>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        texts.put(root.relativize(file).toString(), Files.readString(file, ISO_8859_1));
      }
    }
    return texts;
  }

  /**
   * A server that answers rightly, but to the last of the JVMs that are measured it tells what it
   * was asked; and that sees the arguments of all of them.
   */
  private final class TellTale implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Long, String> arguments = new ConcurrentHashMap<>();
    private final Set<Long> children = ConcurrentHashMap.newKeySet();
    private final int measured;
    private volatile @Nullable Process process;

    TellTale(int measured) throws IOException {
      this.measured = measured;
      Future<?> _ = threads.submit(this::accept);
    }

    private Void accept() throws IOException {
      while (true) {
        Socket connection = socket.accept(); // fails once the server is closed
        Future<?> _ = threads.submit(() -> answer(connection));
      }
    }

    void watch(String... command) throws Exception {
      String url =
          "http://127.0.0.1:%d/x?api_key=canary-key&token=canary-token"
              .formatted(socket.getLocalPort());
      process = start(url, command);
      Ended ended = FanoutProcess.ended(process);
      assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(1);
      assertThat(ended.out())
          .contains("http://127.0.0.1:%d/x?api_key=***&token=***".formatted(socket.getLocalPort()));
      assertThat(ended.out() + ended.err()).doesNotContain(SECRET);
      assertThat(arguments.values()).isNotEmpty().noneMatch(line -> line.contains(SECRET));
    }

    String masked() {
      return "http://127.0.0.1:%d/x?api_key=***&token=***".formatted(socket.getLocalPort());
    }

    private Void answer(Socket connection) throws Exception {
      try (connection;
          var in =
              new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII))) {
        for (String first = in.readLine(); first != null; first = in.readLine()) {
          var asked = new StringBuilder(first);
          String header = in.readLine();
          while (header != null && !header.isEmpty()) {
            asked.append(", ").append(header);
            header = in.readLine();
          }
          Thread.sleep(Duration.ofMillis(60)); // the delay
          String answer =
              children() == measured
                  ? "HTTP/1.1 " + asked + "\r\n\r\n"
                  : "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nHello!";
          connection.getOutputStream().write(answer.getBytes(US_ASCII));
        }
      }
      return null;
    }

    /** How many JVMs the command has started so far, without those that they started. */
    private int children() {
      Process started = process;
      if (started == null) {
        return 0;
      }
      started.descendants().forEach(child -> arguments.put(child.pid(), commandLine(child.pid())));
      started
          .children()
          .filter(child -> child.info().command().orElse("").endsWith("/java"))
          .forEach(child -> children.add(child.pid()));
      return children.size();
    }

    private static String commandLine(long pid) {
      try {
        return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), ISO_8859_1);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
      threads.shutdownNow();
    }
  }
}
