package dev.fanout.bench.run;

import dev.fanout.bench.call.Address;
import dev.fanout.bench.call.AsyncClient;
import dev.fanout.bench.call.BlockingClient;
import dev.fanout.bench.call.Destination;
import dev.fanout.bench.call.JdkHttp;
import dev.fanout.bench.call.OkHttp;
import dev.fanout.bench.model.ShotTrace;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.workload.Batch;
import dev.fanout.bench.workload.Firing;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.Probe.Server;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.Quantile;

/**
 * Finds out, gently, what a call costs and how many the server answers at once: calls one after
 * another, then bursts, each twice as large as the last, until one is not borne.
 *
 * @param target the server
 * @param work what shots will ask for
 * @param most the most requests that will be in flight at once
 * @param patience how long the calls one after another may take, and the bursts together
 * @param interrupted whether to make no more calls
 */
record ServerProbe(
    Target target, Work work, int most, Duration patience, BooleanSupplier interrupted) {
  private static final int FEWEST_CALLS = 3;
  private static final int MOST_CALLS = 20;
  private static final Duration LONGEST = Duration.ofMinutes(5); // to wait for a single answer
  private static final Duration WARM_UP = Duration.ofMillis(700);
  private static final int BISECTIONS = 3; // to tell what a server bears that refuses
  private static final int WARM_UP_BURSTS = 5;
  private static final int ATTEMPTS = 3; // for a burst that something else held up

  /** A burst is queued for if its requests waited longer than one alone, by this share of it. */
  private static final double QUEUED = 0.35;

  /** And by more than what sending may take, in milliseconds for each of them. */
  private static final double SENDING_MILLIS = 0.2;

  /** What was learnt. */
  record Learnt(Probe probe, List<Double> waitsMs) {}

  /** One call: what it waited for, and the CPU time that it cost this thread. */
  private record Call(double waitMs, double cpuMs) {}

  /**
   * Probes.
   *
   * @throws RefusedException if the server does not answer rightly even one call at a time, or the
   *     probe is interrupted
   */
  Learnt run() throws IOException, InterruptedException {
    List<Call> calls = calls();
    List<Double> waits = calls.stream().map(Call::waitMs).toList();
    double wait = median(waits);
    double cpu = lowerQuartile(calls.stream().map(Call::cpuMs).toList());
    int cores = Runtime.getRuntime().availableProcessors();
    double mean = waits.stream().mapToDouble(each -> each).average().orElseThrow();
    try (AsyncClient client = JdkHttp.open(destination(target.url()))) {
      warmUp(client);
      int borne = 1;
      long start = System.nanoTime();
      while (borne < most && System.nanoTime() - start < patience.toNanos()) {
        int burst = Math.min(2 * borne, most);
        Optional<Capacity> capacity = send(client, burst, mean);
        if (capacity.isPresent()) {
          Capacity found = capacity.get();
          int atOnce =
              found.server == Server.REFUSES ? lastBorne(client, borne, burst, mean) : found.atOnce;
          return new Learnt(
              new Probe(calls.size(), wait, cpu, cores, found.server, burst, atOnce, found.counted),
              waits);
        }
        borne = burst;
      }
      return new Learnt(
          new Probe(calls.size(), wait, cpu, cores, Server.BEARS, borne, null, false), waits);
    }
  }

  /** The largest burst of a few between the two that is borne. */
  private int lastBorne(AsyncClient client, int borne, int refused, double waitMs)
      throws IOException, InterruptedException {
    int low = borne;
    int high = refused;
    for (int tries = 0; tries < BISECTIONS && high - low > 1; tries++) {
      int middle = (low + high) / 2;
      if (send(client, middle, waitMs).isEmpty()) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * What a burst showed.
   *
   * @param atOnce the most requests that were answered at once
   * @param counted whether the server counted them
   */
  private record Capacity(Server server, int atOnce, boolean counted) {}

  /** On the quick answer, where there is one; an own service meets a client that is still slow. */
  private void warmUp(AsyncClient client) throws IOException {
    if (!target.warmUpUrl().equals(target.url())) {
      for (int burst = 0; burst < WARM_UP_BURSTS; burst++) {
        burst(client, target.warmUpUrl(), most);
      }
    }
  }

  private List<Call> calls() throws IOException {
    Destination to = destination(target.url());
    try (BlockingClient client = OkHttp.blocking(1, to)) {
      if (!target.warmUpUrl().equals(target.url())) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < WARM_UP.toNanos()) {
          oneByOne(client, target.warmUpUrl(), work.of(Math.min(10, work.requests())));
        }
      }
      Call first = oneByOne(client, target.url(), work.of(1)).getFirst();
      double each = Math.max(1, first.waitMs + first.cpuMs);
      int count = (int) Math.clamp(patience.toMillis() / each, FEWEST_CALLS, MOST_CALLS);
      return oneByOne(client, target.url(), work.of(Math.min(count, work.requests())));
    }
  }

  private List<Call> oneByOne(BlockingClient client, Address url, Work some) throws IOException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    var cpuMs = new ArrayList<Double>();
    List<RequestTrace> traces;
    try (var firing = Firing.of(some, destination(url))) {
      firing.timeline().begin();
      for (Batch batch : firing.batches()) {
        for (int request = 0; request < batch.requests(); request++) {
          requireGoingOn();
          long before = threads.getCurrentThreadCpuTime();
          batch.make(request, client);
          cpuMs.add((threads.getCurrentThreadCpuTime() - before) / 1e6);
        }
      }
      traces = firing.timeline().traces();
    }
    ShotTrace.wrongAnswers(traces, some.requests())
        .ifPresent(
            wrong -> {
              throw new RefusedException(
                  "%s does not answer one call at a time rightly (%s): start the server, or correct --url."
                      .formatted(url, url.mask(wrong)));
            });
    return IntStream.range(0, traces.size())
        .mapToObj(
            i -> {
              RequestTrace trace = traces.get(i);
              double took = trace.endMs() - trace.startMs();
              return new Call(Math.max(0, took - cpuMs.get(i)), cpuMs.get(i));
            })
        .toList();
  }

  /** What the burst shows of the server's capacity; empty if it bears it. */
  private Optional<Capacity> send(AsyncClient client, int burst, double waitMs)
      throws IOException, InterruptedException {
    Optional<Capacity> found = Optional.empty();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      requireGoingOn();
      target.resetLoad();
      List<RequestTrace> traces = burst(client, target.url(), burst);
      found =
          ShotTrace.wrongAnswers(traces, burst).isPresent()
              ? Optional.of(new Capacity(Server.REFUSES, 0, false))
              : target.served() instanceof Served.Counted(var load)
                  ? counted(load.peakInFlight(), traces)
                  : inferred(traces, waitMs);
      if (found.isEmpty()) {
        break;
      }
    }
    return found;
  }

  /** A server that counts holds all at once, or as many as it can, if none ends too soon. */
  private Optional<Capacity> counted(int peak, List<RequestTrace> traces) {
    int burst = traces.size();
    double shortest =
        IntStream.range(0, burst).mapToDouble(i -> work.delay(i).toMillis()).min().orElseThrow();
    boolean overlap = shortest > SENDING_MILLIS * burst;
    return peak >= burst || !overlap
        ? Optional.empty()
        : Optional.of(new Capacity(Server.QUEUES, peak, true));
  }

  /** In k waves of L requests, the mean wait is (k + 1) / 2 times that of one alone. */
  private static Optional<Capacity> inferred(List<RequestTrace> traces, double aloneMs) {
    int burst = traces.size();
    double took = traces.stream().mapToDouble(ServerProbe::tookMs).average().orElseThrow();
    double longer = took / aloneMs;
    if (took - aloneMs <= Math.max(QUEUED * aloneMs, SENDING_MILLIS * burst)) {
      return Optional.empty();
    }
    int atOnce = Math.clamp(Math.round(burst / (2 * longer - 1)), 1, burst);
    return Optional.of(new Capacity(Server.QUEUES, atOnce, false));
  }

  private void requireGoingOn() {
    if (interrupted.getAsBoolean()) {
      throw new RefusedException("The probe was interrupted; nothing was measured.");
    }
  }

  private List<RequestTrace> burst(AsyncClient client, Address url, int count) throws IOException {
    WorkloadKind kind = work.kind() == WorkloadKind.GET ? WorkloadKind.GET : WorkloadKind.HELLO;
    var greetings = new Work(kind, count, work.delay(), work.seed(), Duration.ZERO, 0, false);
    Destination to = destination(url);
    try (var firing = Firing.of(greetings, to)) {
      firing.timeline().begin();
      Batch all = firing.batches().getFirst();
      CompletableFuture.allOf(
              IntStream.range(0, count)
                  .mapToObj(request -> all.send(request, client))
                  .toArray(CompletableFuture<?>[]::new))
          .completeOnTimeout(null, to.timeout().toMillis(), TimeUnit.MILLISECONDS)
          .join();
      return firing.timeline().traces();
    }
  }

  private Destination destination(Address url) {
    Duration longest = work.timeout();
    return new Destination(url.trueForm(), longest.compareTo(LONGEST) < 0 ? longest : LONGEST);
  }

  private static double tookMs(RequestTrace request) {
    return request.endMs() - request.startMs();
  }

  /** Of CPU time, which noise only adds to. */
  private static double lowerQuartile(List<Double> values) {
    return Quantile.withDefaults()
        .evaluate(values.stream().mapToDouble(Double::doubleValue).toArray(), 0.25);
  }

  private static double median(List<Double> values) {
    return Median.withDefaults()
        .evaluate(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
