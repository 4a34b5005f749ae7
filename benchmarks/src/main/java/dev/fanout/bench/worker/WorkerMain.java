package dev.fanout.bench.worker;

import dev.fanout.bench.call.BlockingClient;
import dev.fanout.bench.call.OkHttp;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.worker.Message.Chunk;
import dev.fanout.bench.worker.Message.Crashed;
import dev.fanout.bench.worker.Message.Done;
import dev.fanout.bench.worker.Message.Ended;
import dev.fanout.bench.worker.Message.Ready;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A worker process: takes chunks from standard input, makes their requests, tells how they went.
 */
final class WorkerMain {
  private WorkerMain() {}

  /**
   * Works until standard input ends; the arguments are the URL and the time-out in milliseconds.
   */
  public static void main(String[] args) throws InterruptedException, IOException {
    var frames = new Frames(System.in, new FileOutputStream(FileDescriptor.out));
    System.setOut(System.err); // a stray print must not land between frames
    BlockingClient client =
        OkHttp.blocking(
            1, new SlowCall(URI.create(args[0]), Duration.ofMillis(Long.parseLong(args[1]))));
    BlockingQueue<Chunk> chunks = new LinkedBlockingQueue<>();
    Thread.ofPlatform().daemon().name("parent").start(() -> receive(frames, chunks));
    frames.write(new Ready());
    while (true) {
      Chunk chunk = chunks.take();
      try {
        frames.write(done(chunk, client));
      } catch (RuntimeException | Error e) {
        frames.write(new Crashed(stackTrace(e)));
        throw e;
      }
    }
  }

  /** Reads while the worker works, so that the end of the parent is noticed in mid-request. */
  private static void receive(Frames frames, BlockingQueue<Chunk> chunks) {
    try {
      while (true) {
        if (frames.read() instanceof Chunk chunk) {
          chunks.add(chunk);
        }
      }
    } catch (IOException parentIsGone) {
      Runtime.getRuntime().halt(0);
    }
  }

  private static Done done(Chunk chunk, BlockingClient client) {
    long received = System.nanoTime();
    var call = new SlowCall(chunk.url(), Duration.ofMillis(chunk.timeoutMillis()));
    var requests = new ArrayList<Ended>(chunk.count());
    for (int i = 0; i < chunk.count(); i++) {
      long start = System.nanoTime();
      String status = call.ask(client);
      requests.add(new Ended(start - received, System.nanoTime() - received, status));
    }
    return new Done(requests);
  }

  private static String stackTrace(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
