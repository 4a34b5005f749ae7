package dev.fanout.bench.worker;

import dev.fanout.bench.answer.Receipt;
import dev.fanout.bench.call.BlockingClient;
import dev.fanout.bench.call.Destination;
import dev.fanout.bench.call.OkHttp;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.worker.Message.Chunk;
import dev.fanout.bench.worker.Message.Crashed;
import dev.fanout.bench.worker.Message.Done;
import dev.fanout.bench.worker.Message.Ended;
import dev.fanout.bench.worker.Message.Ready;
import dev.fanout.server.StandStillWatch;
import dev.fanout.server.Uplink;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A worker process: takes chunks from standard input, makes their requests, tells how they went.
 */
final class WorkerMain {
  private WorkerMain() {}

  /**
   * Works until standard input ends; the arguments are the server, the time-out in milliseconds,
   * and how many requests of a chunk are made at once.
   */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    var frames = new Frames(System.in, Uplink.open());
    int inFlight = Integer.parseInt(args[2]);
    BlockingClient client =
        OkHttp.blocking(
            inFlight,
            new Destination(URI.create(args[0]), Duration.ofMillis(Long.parseLong(args[1]))));
    var watch = StandStillWatch.start();
    BlockingQueue<Chunk> chunks = new LinkedBlockingQueue<>();
    Thread.ofPlatform().daemon().name("parent").start(() -> receive(frames, chunks));
    frames.write(new Ready());
    while (true) {
      Chunk chunk = chunks.take();
      try {
        List<Ended> requests = inFlight == 1 ? inTurn(chunk, client) : atOnce(chunk, client);
        frames.write(new Done(requests, watch.take().toNanos()));
      } catch (ExecutionException | RuntimeException | Error e) {
        frames.write(new Crashed(SlowCall.failure(e)));
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

  static List<Ended> inTurn(Chunk chunk, BlockingClient client) {
    long received = System.nanoTime();
    var requests = new ArrayList<Ended>(chunk.calls().size());
    for (SlowCall call : chunk.calls()) {
      requests.add(make(call, client, received));
    }
    return requests;
  }

  static List<Ended> atOnce(Chunk chunk, BlockingClient client)
      throws InterruptedException, ExecutionException {
    long received = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Ended>> making = new ArrayList<>(chunk.calls().size());
      for (SlowCall call : chunk.calls()) {
        making.add(() -> make(call, client, received));
      }
      var requests = new ArrayList<Ended>(making.size());
      for (Future<Ended> ended : threads.invokeAll(making)) {
        requests.add(ended.get());
      }
      return requests;
    }
  }

  private static Ended make(SlowCall call, BlockingClient client, long received) {
    long start = System.nanoTime();
    Receipt receipt = call.ask(client);
    return new Ended(start - received, System.nanoTime() - received, receipt);
  }
}
