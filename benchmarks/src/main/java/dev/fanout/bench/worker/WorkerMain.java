package dev.fanout.bench.worker;

import dev.fanout.bench.backend.FailureText;
import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.worker.Message.Chunk;
import dev.fanout.bench.worker.Message.Done;
import dev.fanout.bench.worker.Message.Ended;
import dev.fanout.bench.worker.Message.Measure;
import dev.fanout.bench.worker.Message.Measured;
import dev.fanout.bench.worker.Message.Open;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.bench.workload.OpenBackend;
import dev.fanout.server.StandStillWatch;
import dev.fanout.server.Uplink;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A worker process: takes chunks from standard input, makes their requests, tells how they went.
 */
final class WorkerMain {
  private WorkerMain() {}

  /**
   * Works until standard input ends; the argument is how many requests of a chunk are made at once.
   */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    var frames = new Frames(System.in, Uplink.open());
    int inFlight = Integer.parseInt(args[0]);
    OpenBackend backend = open(((Open) frames.read()).opening());
    var requests = new Requests(backend.blocking(inFlight), backend::workload);
    var watch = StandStillWatch.start();
    var meters = new WorkerMeters(inFlight > 1);
    BlockingQueue<Message> told = new LinkedBlockingQueue<>();
    Thread.ofPlatform().daemon().name("parent").start(() -> receive(frames, told));
    frames.write(Done.READY);
    while (true) {
      Message message = told.take();
      if (message instanceof Measure measure) {
        frames.write(new Measured(meters.measure(measure.step())));
        continue;
      }
      var chunk = (Chunk) message;
      try {
        List<Ended> ended = inFlight == 1 ? requests.inTurn(chunk) : requests.atOnce(chunk);
        frames.write(new Done(ended, watch.take().toNanos()));
      } catch (ExecutionException | RuntimeException | Error e) {
        e.printStackTrace();
        System.err.println(FailureText.of(e)); // the parent passes on the last words
        System.exit(1);
      }
    }
  }

  private static OpenBackend open(Opening opening) {
    return BackendType.of(opening.backend()).open(opening);
  }

  /** Reads while the worker works, so that the end of the parent is noticed in mid-request. */
  private static void receive(Frames frames, BlockingQueue<Message> told) {
    try {
      while (true) {
        told.add(frames.read());
      }
    } catch (IOException parentIsGone) {
      Runtime.getRuntime().halt(0);
    }
  }
}
