package dev.fanout.bench.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.worker.Message.Chunk;
import dev.fanout.bench.worker.Message.Done;
import dev.fanout.bench.worker.Message.Open;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.bench.workload.OpenBackend;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.server.Delay;
import dev.fanout.server.StandStillWatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;

/**
 * Does once what a worker does, so that the JVM, told to at build time, archives the classes
 * loaded.
 *
 * <p>A worker JVM that maps the archive starts in half the time; see {@link WorkerPool}.
 */
final class ArchiveTraining {
  private ArchiveTraining() {}

  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> answerTwice(server));
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/";
      var opening = new Opening(BackendType.HTTP, Map.of("url", url), Duration.ofSeconds(10));
      OpenBackend backend = BackendType.of(opening.backend()).open(opening);
      var work = new Work(WorkloadKind.HELLO, 1, Delay.parse("3s"), 0);
      try (var client = backend.blocking(1);
          var watch = StandStillWatch.start()) {
        var chunk = new Chunk(backend.begin(work).specification(), 0, Collections.nCopies(1, null));
        var requests = new Requests(client, backend::workload);
        roundTrip(new Open(opening));
        roundTrip(Done.READY);
        roundTrip(chunk);
        roundTrip(new Done(requests.inTurn(chunk), watch.take().toNanos()));
        roundTrip(new Done(requests.atOnce(chunk), watch.take().toNanos()));
      }
    }
  }

  /** On one connection, which the client keeps. */
  private static void answerTwice(ServerSocket server) {
    byte[] answer = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nHello!".getBytes(US_ASCII);
    try (Socket socket = server.accept()) {
      for (int request = 0; request < 2; request++) {
        socket.getInputStream().read(new byte[4_096]);
        socket.getOutputStream().write(answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void roundTrip(Message message) throws IOException {
    var bytes = new ByteArrayOutputStream();
    new Frames(InputStream.nullInputStream(), bytes).write(message);
    new Frames(new ByteArrayInputStream(bytes.toByteArray()), bytes).read();
  }
}
