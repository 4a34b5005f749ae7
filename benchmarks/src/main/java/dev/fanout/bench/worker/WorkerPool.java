package dev.fanout.bench.worker;

import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.backend.CallFailedException;
import dev.fanout.bench.backend.FailureText;
import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.backend.Outcome;
import dev.fanout.bench.meter.AotCache;
import dev.fanout.bench.meter.Meter;
import dev.fanout.bench.meter.Readings;
import dev.fanout.bench.worker.Message.Done;
import dev.fanout.bench.worker.Message.Ended;
import dev.fanout.bench.worker.Message.Measure;
import dev.fanout.bench.workload.Batch;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.server.Uplink;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Worker JVMs that make requests, one chunk at a time each, and those of a chunk one after another
 * or at once.
 *
 * <p>Workers are fed over their standard input and answer by an {@link Uplink}, so no port is open,
 * and a worker whose parent dies reads the end of its input and ends too. A feeding thread for each
 * worker blocks until a chunk is done and then takes the next: whichever worker is free gets it.
 */
public final class WorkerPool implements AutoCloseable {
  /** The system property that names an AOT cache, which workers use in place of the archive. */
  public static final String CACHE_PROPERTY = "fanout.worker-cache";

  /** The system property that names the file to which a worker writes an AOT cache as it ends. */
  public static final String TRAINING_PROPERTY = "fanout.worker-training";

  // A worker lives for a minute and waits most of it: quick to start is worth more than quick code.
  // Its heap is that of any JVM: answers may be large, and a limit could contradict the user's own.
  private static final List<String> FLAGS = List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData");

  // The least to start, and to hold; a JVM refuses two.
  private static final String COLLECTOR = "-XX:+UseSerialGC";
  private static final Pattern A_COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC\\b");
  private static final List<String> VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  /** How long workers may take to measure, or to say what they measured. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long a worker may take to write an AOT cache. */
  private static final Duration WRITING = Duration.ofSeconds(60);

  /** The worker that writes an AOT cache: the first to get a request. */
  private static final int TRAINEE = 0;

  private final List<Worker> workers;
  private final int inFlight;
  private final ExecutorService feeders;
  private final BlockingQueue<Worker> idle;
  private final Set<Worker> dead = ConcurrentHashMap.newKeySet();

  private WorkerPool(List<Worker> workers, int inFlight, ExecutorService feeders) {
    this.workers = workers;
    this.inFlight = inFlight;
    this.feeders = feeders;
    idle = new LinkedBlockingQueue<>(workers);
  }

  /**
   * Starts the workers, all at the same time, and waits until the last is ready.
   *
   * @param size the number of workers
   * @param inFlight the most requests of a chunk that a worker makes at once
   * @param backend what calls go to
   * @throws IOException if a worker does not start; then none is left behind
   */
  public static WorkerPool open(int size, int inFlight, Backend backend) throws IOException {
    String trained = System.getProperty(TRAINING_PROPERTY);
    return open(
        size,
        inFlight,
        number ->
            command(
                inFlight,
                trained != null && number == TRAINEE
                    ? List.of(AotCache.trainingFlag(Path.of(trained)))
                    : shared()),
        backend.opening());
  }

  private static List<String> command(int inFlight, List<String> shared) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(chosen(System.getenv()));
    command.addAll(shared);
    command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(WorkerMain.class.getName());
    command.add(Integer.toString(inFlight));
    return command;
  }

  /** The flags that name what a worker need not load itself. */
  private static List<String> shared() {
    String cache = System.getProperty(CACHE_PROPERTY);
    return cache == null
        ? archive().map(file -> "-XX:SharedArchiveFile=" + file).stream().toList()
        : AotCache.flags(Path.of(cache));
  }

  /** The flags that a worker gets; the archive of its classes by name alone. */
  public static List<String> flags() {
    return Stream.concat(
            chosen(System.getenv()).stream(),
            archive().stream().map(file -> "-XX:SharedArchiveFile=" + file.getFileName()))
        .toList();
  }

  /** The flags, with a collector unless the user's own options have one for every JVM. */
  static List<String> chosen(Map<String, String> environment) {
    boolean theirs =
        VARIABLES.stream()
            .map(variable -> environment.getOrDefault(variable, ""))
            .anyMatch(options -> A_COLLECTOR.matcher(options).find());
    return theirs ? FLAGS : Stream.concat(FLAGS.stream(), Stream.of(COLLECTOR)).toList();
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

  static WorkerPool open(int size, int inFlight, IntFunction<List<String>> command, Opening opening)
      throws IOException {
    var workers = new ArrayList<Worker>();
    try {
      for (int number = 0; number < size; number++) {
        workers.add(Worker.start(number, command.apply(number), opening));
      }
      for (Worker worker : workers) {
        var _ = worker.awaitDone();
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
   * <p>The requests of a chunk whose worker dies over it are recorded as failed, with the cause; a
   * chunk that did not reach its worker is made by another. Requests that no worker is left to make
   * are recorded as failed too.
   *
   * @throws CallFailedException if a request did not go right, once all have ended
   * @throws ExecutionException if feeding fails otherwise
   * @throws IOException if all went right and a worker has died all the same
   */
  public void send(Batch batch, int chunk)
      throws InterruptedException, ExecutionException, IOException {
    List<Callable<Object>> chunks = new ArrayList<>();
    for (int next = 0; next < batch.requests(); next += chunk) {
      int first = next;
      int count = Math.min(chunk, batch.requests() - first);
      chunks.add(Executors.callable(() -> make(batch, first, count)));
    }
    for (Future<Object> made : feeders.invokeAll(chunks)) {
      made.get();
    }
    requireAll(batch);
    for (int request = 0; request < batch.requests(); request++) {
      batch.requireRight(request);
    }
  }

  /**
   * Makes one request on a worker that is idle, waiting for both; beside {@link #send}, not during
   * it. A worker that has died is given nothing more.
   *
   * @throws CallFailedException if it did not go right, once that is recorded
   */
  public void make(Batch batch, int request) {
    make(batch, request, 1);
    batch.requireRight(request);
  }

  /**
   * Takes a request of a stream, which a worker makes once it is idle. Once a worker has died, none
   * is sent any more: what a smaller pool makes of a stream is not what was asked for.
   */
  public void take(Batch batch, int request) {
    var _ =
        CompletableFuture.runAsync(
            () -> {
              if (dead.isEmpty()) {
                make(batch, request);
              } else {
                notSent(batch, request, 1, "a worker has died");
              }
            },
            feeders);
  }

  private void make(Batch batch, int first, int count) {
    try {
      boolean made = false;
      while (!made && dead.size() < workers.size()) {
        Worker worker = idle.take();
        made = !dead.contains(worker) && work(worker, batch, first, count);
        if (!dead.contains(worker) || dead.size() == workers.size()) {
          idle.add(worker); // once all have died, to wake whoever waits
        }
      }
      if (!made) {
        notSent(batch, first, count, "every worker has died");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      notSent(batch, first, count, "interrupted");
    }
  }

  /**
   * Makes sure that what went right was made by the whole pool.
   *
   * @throws IOException if a worker has died, and no request has failed of it
   */
  public void requireAll(Batch batch) throws IOException {
    if (!dead.isEmpty() && batch.isRight()) {
      throw dead.iterator().next().died();
    }
  }

  /** Its threads, as many as workers: each is to wait for one worker. */
  public Executor feeders() {
    return feeders;
  }

  /** The meter of the workers, made ready for a shot of that temperature. */
  public Meter meter(Temperature temperature) {
    Readings ready =
        measured(
            switch (temperature) {
              case COLD, COLD_AOT -> Measure.Step.PREPARE_COLD;
              case WARM -> Measure.Step.PREPARE_WARM;
            });
    return () -> {
      Readings begun = ready.plus(measured(Measure.Step.BEGIN));
      return () -> begun.plus(measured(Measure.Step.END));
    };
  }

  /** Not by a feeder, which would be warm for it; and not for ever if a worker stands still. */
  private Readings measured(Measure.Step step) {
    var measured = new FutureTask<Readings>(() -> measure(step));
    Thread.ofPlatform().daemon().name("meters of workers").start(measured);
    try {
      return measured.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      return Readings.ofLostProcess(FailureText.of(Objects.requireNonNull(e.getCause())));
    } catch (TimeoutException e) {
      end(workers); // since the next to read from them would read a late answer
      return Readings.ofLostProcess(
          "a worker did not tell within %d s".formatted(PATIENCE.toSeconds()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Readings.ofLostProcess("interrupted");
    }
  }

  /** Tells all at once, so that they do it at the same time. */
  private Readings measure(Measure.Step step) throws IOException {
    var told = new ArrayList<Worker>();
    IOException failure = null;
    for (Worker worker : workers) {
      try {
        worker.tell(new Measure(step));
        told.add(worker);
      } catch (IOException e) {
        failure = e;
      }
    }
    Readings sum = Readings.NONE;
    for (Worker worker : told) { // of each, or the next to read from it would read this answer
      try {
        sum = sum.plus(worker.awaitMeasured());
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return sum;
  }

  private static void notSent(Batch batch, int first, int count, String why) {
    long now = System.nanoTime();
    for (int request = first; request < first + count; request++) {
      batch.record(request, -1, now, now, new Outcome.NotSent(why));
    }
  }

  /** Has a worker make a chunk; false if it has died before that reached it. */
  private boolean work(Worker worker, Batch batch, int first, int count) {
    long sent = System.nanoTime();
    try {
      worker.hand(batch, first, count);
    } catch (IOException e) {
      dead.add(worker);
      return false;
    }
    try {
      Done done = worker.awaitDone();
      List<Ended> ended = done.requests();
      // At most as long as the chunk took: it may have stood still before, when it had no work.
      batch.stoodStill(
          "worker " + worker.number(), Math.min(done.stoodStill(), System.nanoTime() - sent));
      for (int i = 0; i < count; i++) {
        Ended request = ended.get(i);
        batch.record(
            first + i,
            lane(worker, first + i),
            sent + request.start(),
            sent + request.end(),
            request.outcome());
      }
    } catch (IOException e) {
      dead.add(worker);
      for (int i = 0; i < count; i++) {
        batch.record(
            first + i,
            lane(worker, first + i),
            sent,
            System.nanoTime(),
            new Outcome.Failed(String.valueOf(e.getMessage())));
      }
    }
    return true;
  }

  /** The worker, unless its requests overlap. */
  private int lane(Worker worker, int request) {
    return inFlight == 1 ? worker.number() : request;
  }

  /** The process ids of the workers. */
  List<Long> pids() {
    return workers.stream().map(Worker::pid).toList();
  }

  /** Ends all workers and waits until they are gone. */
  @Override
  public void close() {
    if (System.getProperty(TRAINING_PROPERTY) != null) {
      workers.get(TRAINEE).dismiss();
      workers.get(TRAINEE).awaitEnd(WRITING);
    }
    end(workers);
    feeders.close();
  }

  private static void end(List<Worker> workers) {
    workers.forEach(Worker::dismiss);
    workers.forEach(Worker::close);
  }
}
