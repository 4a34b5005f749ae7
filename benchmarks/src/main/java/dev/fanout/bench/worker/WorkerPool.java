package dev.fanout.bench.worker;

import dev.fanout.bench.answer.Receipt;
import dev.fanout.bench.call.Destination;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.worker.Message.Chunk;
import dev.fanout.bench.worker.Message.Ended;
import dev.fanout.bench.workload.Batch;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Worker JVMs that make requests, one chunk at a time each, and those of a chunk one after another
 * or at once.
 *
 * <p>Workers are fed over their standard streams, so no port is open, and a worker whose parent
 * dies reads the end of its input and ends too. A feeding thread per worker blocks until its chunk
 * is done and then takes the next: whichever worker is free gets it.
 */
public final class WorkerPool implements AutoCloseable {
  // A worker lives for a minute and waits most of it: quick to start is worth more than quick code.
  // The JVM's own warnings go to standard error, since standard output carries the frames.
  private static final List<String> FLAGS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xmx128m",
          "-XX:-UsePerfData",
          "-Xlog:disable",
          "-Xlog:all=warning:stderr");

  private final List<Worker> workers;
  private final int inFlight;
  private final ExecutorService feeders;
  private final BlockingQueue<Integer> idle;

  private WorkerPool(List<Worker> workers, int inFlight, ExecutorService feeders) {
    this.workers = workers;
    this.inFlight = inFlight;
    this.feeders = feeders;
    idle = new LinkedBlockingQueue<>(IntStream.range(0, workers.size()).boxed().toList());
  }

  /**
   * Starts the workers, all at the same time, and waits until the last is ready.
   *
   * @param size the number of workers
   * @param inFlight the most requests of a chunk that a worker makes at once
   * @param to where calls go
   * @throws IOException if a worker does not start; then none is left behind
   */
  public static WorkerPool open(int size, int inFlight, Destination to) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    archive().ifPresent(file -> command.add("-XX:SharedArchiveFile=" + file));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(WorkerMain.class.getName());
    command.addAll(
        List.of(
            to.origin().toString(), // other users can read arguments; calls bring the rest
            Long.toString(to.timeout().toMillis()),
            Integer.toString(inFlight)));
    return open(size, inFlight, command);
  }

  /** The flags that a worker gets; the archive of its classes by name alone. */
  public static List<String> flags() {
    return Stream.concat(
            FLAGS.stream(),
            archive().stream().map(file -> "-XX:SharedArchiveFile=" + file.getFileName()))
        .toList();
  }

  /** The archive of the classes that a worker loads, which the build puts beside the jar. */
  private static Optional<Path> archive() {
    URL location = WorkerMain.class.getProtectionDomain().getCodeSource().getLocation();
    if (!location.getPath().endsWith(".jar")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(location.toURI()).resolveSibling("worker.jsa"))
          .filter(Files::exists);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static WorkerPool open(int size, int inFlight, List<String> command) throws IOException {
    var workers = new ArrayList<Worker>();
    try {
      for (int number = 0; number < size; number++) {
        workers.add(Worker.start(number, command));
      }
      for (Worker worker : workers) {
        worker.awaitReady();
      }
    } catch (IOException e) {
      end(workers);
      throw e;
    }
    var feeders = (ThreadPoolExecutor) Executors.newFixedThreadPool(size);
    feeders.prestartAllCoreThreads();
    return new WorkerPool(workers, inFlight, feeders);
  }

  /**
   * Makes all requests of the batch.
   *
   * <p>The requests of a chunk whose worker dies are recorded as failed, with the cause; the other
   * workers go on. Requests that no worker is left to make are recorded as failed too.
   *
   * @throws ExecutionException if feeding fails otherwise
   */
  public void send(Batch batch, int chunk) throws InterruptedException, ExecutionException {
    var next = new AtomicInteger();
    List<Callable<Object>> feeds = new ArrayList<>();
    for (int lane = 0; lane < workers.size(); lane++) {
      int worker = lane;
      feeds.add(Executors.callable(() -> feed(worker, batch, chunk, next)));
    }
    for (Future<Object> feed : feeders.invokeAll(feeds)) {
      feed.get();
    }
    long now = System.nanoTime();
    for (int request = next.get(); request < batch.requests(); request++) {
      batch.record(request, -1, now, now, Receipt.wrong("not sent: every worker has died"));
    }
  }

  private void feed(int worker, Batch batch, int chunk, AtomicInteger next) {
    int requests = batch.requests();
    for (int first = next.getAndAdd(chunk); first < requests; first = next.getAndAdd(chunk)) {
      boolean alive = work(worker, batch, first, Math.min(chunk, requests - first));
      if (!alive) {
        return;
      }
    }
  }

  /**
   * Makes one request on a worker that is idle, waiting for both; beside {@link #send}, not during
   * it. A worker that has died fails whatever it is given.
   */
  public void make(Batch batch, int request) {
    try {
      int worker = idle.take();
      work(worker, batch, request, 1);
      idle.add(worker);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      long now = System.nanoTime();
      batch.record(request, -1, now, now, Receipt.wrong("not sent: interrupted"));
    }
  }

  /** Has a worker make a chunk, and tells whether it is still alive. */
  private boolean work(int worker, Batch batch, int first, int count) {
    long sent = System.nanoTime();
    try {
      List<SlowCall> calls = IntStream.range(first, first + count).mapToObj(batch::call).toList();
      List<Ended> ended = workers.get(worker).work(new Chunk(calls));
      for (int i = 0; i < count; i++) {
        Ended request = ended.get(i);
        batch.record(
            first + i,
            lane(worker, first + i),
            sent + request.start(),
            sent + request.end(),
            request.receipt());
      }
      return true;
    } catch (IOException e) {
      for (int i = 0; i < count; i++) {
        batch.record(
            first + i,
            lane(worker, first + i),
            sent,
            System.nanoTime(),
            Receipt.wrong(String.valueOf(e.getMessage())));
      }
      return false;
    }
  }

  /** The worker, unless its requests overlap. */
  private int lane(int worker, int request) {
    return inFlight == 1 ? worker : request;
  }

  /** The process ids of the workers. */
  List<Long> pids() {
    return workers.stream().map(Worker::pid).toList();
  }

  /** Ends all workers and waits until they are gone. */
  @Override
  public void close() {
    end(workers);
    feeders.close();
  }

  private static void end(List<Worker> workers) {
    workers.forEach(Worker::dismiss);
    workers.forEach(Worker::close);
  }
}
