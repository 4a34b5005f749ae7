package dev.fanout.bench.run;

import dev.fanout.bench.backend.http.Address;
import dev.fanout.bench.backend.http.HttpBackend;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.text.Figures;
import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.Probe.Server;
import dev.fanout.report.tuning.SizeFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Median;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, gently, what a call costs and how many the server answers at once: calls one after
 * another, then bursts, each twice as large as the last, until requests queue or fail.
 *
 * @param target the server
 * @param work what shots will ask for
 * @param deadline of the whole tuning
 */
record ServerProbe(Target target, Work work, Deadline deadline) {
  private static final int FEWEST_CALLS = 3; // for a median that one bad call does not move
  private static final int MOST_CALLS = 20; // tell the spread of delays to about a sixth of it
  private static final int SHARE = 4; // of the time left, for an answer or burst: three more follow
  private static final Duration WARM_UP =
      Duration.ofMillis(400); // some hundred quick calls: the client is compiled
  private static final int BISECTIONS = 3; // to an eighth between a burst that failed and the last
  private static final int ATTEMPTS_FAILING = 2; // one more, since each may do the server harm

  /**
   * Beyond what a server needs that answers one at a time: a connection whose first packet was
   * lost, which is sent again after 1 s.
   */
  private static final Duration GRACE = Duration.ofMillis(1_500);

  /** After a burst that failed, so that a server of slow answers need not be waited for in full. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /**
   * A burst is queued for if its requests waited longer than one alone, by this share of it: two
   * waves make it a half, and the mean of few calls alone is not exact.
   */
  private static final double QUEUED = 0.35;

  /** And by more than what a warm client takes to send it, in milliseconds for each of them. */
  private static final double SENDING_MILLIS = 0.2;

  /**
   * What calls one after another showed.
   *
   * @param tookMs how long each took, in milliseconds
   * @param callCpuMs the CPU time of a call
   */
  record Alone(List<Double> tookMs, double callCpuMs) {
    /** How long each waited: all but its CPU time. */
    List<Double> waitsMs() {
      return tookMs.stream().map(took -> Math.max(0, took - callCpuMs)).toList();
    }

    double meanMs() {
      return Mean.of(array()).getAsDouble();
    }

    double medianMs() {
      return Median.withDefaults().evaluate(array());
    }

    private double[] array() {
      return tookMs.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  /**
   * What bursts showed.
   *
   * @param failure the smallest burst that failed; absent if none did
   */
  record Observation(Probe probe, @Nullable SizeFailure failure) {}

  /**
   * Makes calls one after another.
   *
   * @param patience how long they may take together
   * @throws RefusedException if the server does not answer them rightly and soon enough, or the
   *     probe is interrupted
   */
  Alone alone(Duration patience) throws IOException, InterruptedException {
    HttpBackend to = to(target.url());
    try (Volley volley = Volley.open(1, to)) {
      if (hasQuickAnswer()) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < WARM_UP.toNanos() && !deadline.isOver()) {
          volley.oneByOne(work.of(Math.min(10, work.requests())), quick(), deadline);
        }
      }
      double first = Math.max(1, tookMs(oneByOne(volley, 1).getFirst()));
      int count = (int) Math.clamp(patience.toMillis() / first, FEWEST_CALLS, MOST_CALLS);
      ThreadsCpu before = ThreadsCpu.now();
      List<RequestTrace> calls = oneByOne(volley, Math.min(count, work.requests()));
      double callCpuMs = ThreadsCpu.now().msSince(before) / calls.size();
      return new Alone(calls.stream().map(ServerProbe::tookMs).toList(), callCpuMs);
    }
  }

  private List<RequestTrace> oneByOne(Volley volley, int count)
      throws IOException, InterruptedException {
    Duration longest = deadline.left().dividedBy(SHARE);
    List<RequestTrace> calls =
        volley.oneByOne(work.of(count), to(target.url()), deadline.orIn(longest));
    requireGoingOn();
    var burst = new Burst(count, longest, calls);
    if (calls.stream().anyMatch(call -> !call.status().equals(RequestTrace.OK))) {
      throw new RefusedException(
          "%s does not answer one call at a time rightly (%s): start the server, or correct --url."
              .formatted(target.url(), failure(burst)));
    }
    if (burst.failed()) {
      throw new RefusedException(
          "%s had answered %d of %s after %s, which is a quarter of the time that --budget leaves: start the server, or give a longer --budget."
              .formatted(
                  target.url(),
                  burst.right(),
                  Figures.count(count, "call"),
                  Figures.time((double) longest.toMillis())));
    }
    return calls;
  }

  /**
   * What is wrong with the answer to a single call; empty if nothing is.
   *
   * @param waitMs how long a call usually waits
   */
  Optional<String> wrongAlone(double waitMs) throws IOException, InterruptedException {
    try (Volley volley = Volley.open(1, to(target.url()))) {
      Burst one = fire(volley, 1, waitMs);
      return one.failed() ? Optional.of(failure(one)) : Optional.empty();
    }
  }

  private Burst fire(Volley volley, int size, double waitMs)
      throws IOException, InterruptedException {
    Duration longest = longest(size, waitMs);
    return new Burst(
        size, longest, volley.allAtOnce(single(size), to(target.url()), deadline.orIn(longest)));
  }

  /** What a server needs at most that answers one at a time. */
  private Duration longest(int size, double waitMs) {
    Duration longest = GRACE.plusMillis((long) (2 * size * waitMs));
    Duration share = deadline.left().dividedBy(SHARE);
    return longest.compareTo(share) < 0 ? longest : share;
  }

  /**
   * Sends bursts.
   *
   * @param alone what calls one after another showed
   * @param most the most requests that will be in flight at once
   * @param patience how long they may take together
   * @throws RefusedException if the server no longer answers a single call after a burst, or the
   *     probe is interrupted
   */
  Observation bursts(Alone alone, int most, Duration patience)
      throws IOException, InterruptedException {
    try (Volley volley = Volley.open(most, to(target.url()))) {
      if (hasQuickAnswer()) {
        for (int burst = 0; burst < ServerCheck.WARM_UPS; burst++) {
          volley.allAtOnce(single(most), quick(), deadline);
        }
      }
      return new Bursts(volley, alone, most).observe(deadline.orIn(patience));
    }
  }

  private final class Bursts {
    private final Volley volley;
    private final Alone alone;
    private final int most;
    private double callCpuMs;

    Bursts(Volley volley, Alone alone, int most) {
      this.volley = volley;
      this.alone = alone;
      this.most = most;
      callCpuMs = alone.callCpuMs();
    }

    Observation observe(Deadline until) throws IOException, InterruptedException {
      int handled = 1;
      while (handled < most && !until.isOver()) {
        int size = Math.min(2 * handled, most);
        Shown shown = send(size);
        if (shown.burst().failed()) {
          return failed(handled, shown.burst());
        }
        Optional<Capacity> capacity = shown.capacity();
        if (capacity.isPresent()) {
          Capacity found = capacity.get();
          // How slowly a queue moves says nothing against what was answered without one.
          int atOnce = Math.max(handled, found.atOnce());
          return result(Server.QUEUES, size, atOnce, found.counted(), null);
        }
        handled = size;
      }
      return result(Server.ANSWERS_ALL, handled, null, false, null);
    }

    private Observation result(
        Server server,
        int probedUpTo,
        @Nullable Integer capacity,
        boolean counted,
        @Nullable SizeFailure failure) {
      return new Observation(
          new Probe(
              alone.tookMs().size(),
              Math.max(0, alone.medianMs() - callCpuMs),
              callCpuMs,
              Runtime.getRuntime().availableProcessors(),
              server,
              probedUpTo,
              capacity,
              counted),
          failure);
    }

    /**
     * Looks, between the burst that failed and the last that did not, for the largest that does
     * not.
     */
    private Observation failed(int handled, Burst first) throws IOException, InterruptedException {
      int works = handled;
      Burst fails = first;
      for (int tries = 0; tries < BISECTIONS && fails.size() - works > 1; tries++) {
        boolean hint = fails.right() > works; // as many as it answered may be what it can
        int next = hint ? Math.min(fails.right(), fails.size() - 1) : (works + fails.size()) / 2;
        Burst tried = send(next).burst();
        if (tried.failed()) {
          fails = tried;
        } else {
          works = next;
        }
      }
      deadline.pause(pause());
      Optional<String> wrong = wrongAlone(alone.meanMs());
      requireGoingOn();
      if (wrong.isPresent()) {
        throw new RefusedException(
            "%s answered calls one at a time; then, of %d at once, %s; now a single call fails too (%s). It may limit the rate of requests, or have ended: nothing was measured."
                .formatted(target.url(), fails.size(), failure(fails), wrong.get()));
      }
      return result(
          Server.REFUSES,
          first.size(),
          works,
          false,
          new SizeFailure(fails.size(), true, failure(fails)));
    }

    /** Repeated while it speaks against the server, since something else may be the cause. */
    private Shown send(int size) throws IOException, InterruptedException {
      Shown shown = sendOnce(size);
      int attempts = shown.burst().failed() ? ATTEMPTS_FAILING : ServerCheck.ATTEMPTS;
      for (int more = 1; more < attempts && shown.isInDoubt(); more++) {
        if (shown.burst().failed()) {
          deadline.pause(pause());
        }
        shown = sendOnce(size);
      }
      return shown;
    }

    private Shown sendOnce(int size) throws IOException, InterruptedException {
      requireGoingOn();
      target.resetLoad();
      ThreadsCpu before = ThreadsCpu.now();
      Burst burst = fire(volley, size, alone.meanMs());
      double spentMs = ThreadsCpu.now().msSince(before);
      requireGoingOn();
      if (burst.failed()) {
        return new Shown(burst, Optional.empty());
      }
      callCpuMs = Math.min(callCpuMs, spentMs / size); // other work of this JVM only adds to it
      return new Shown(
          burst,
          target.served() instanceof Served.Counted(var load)
              ? counted(load.peakInFlight(), burst)
              : inferred(burst, alone.meanMs()));
    }

    private Duration pause() {
      Duration wait = Duration.ofMillis((long) alone.meanMs());
      return wait.compareTo(LONGEST_PAUSE) < 0 ? wait : LONGEST_PAUSE;
    }
  }

  /**
   * A burst, and what it showed.
   *
   * @param capacity empty if the server answered all at once, or the burst failed
   */
  private record Shown(Burst burst, Optional<Capacity> capacity) {
    /** Whether it speaks against the server; where an answer never came, it was waited for. */
    boolean isInDoubt() {
      return burst.failed() ? burst.traces().size() == burst.size() : capacity.isPresent();
    }
  }

  /**
   * The requests that a server answers at once, where it lets others wait.
   *
   * @param counted whether the server counted them
   */
  private record Capacity(int atOnce, boolean counted) {}

  /** A server that counts holds all at once, or as many as it can, if none ends too soon. */
  private Optional<Capacity> counted(int peak, Burst burst) {
    double shortest =
        IntStream.range(0, burst.size())
            .mapToDouble(i -> work.delay(i).toMillis())
            .min()
            .orElseThrow();
    boolean overlap = shortest > SENDING_MILLIS * burst.size();
    return peak >= burst.size() || !overlap
        ? Optional.empty()
        : Optional.of(new Capacity(peak, true));
  }

  /** In k waves of L requests, the mean wait is (k + 1) / 2 times that of one alone. */
  private static Optional<Capacity> inferred(Burst burst, double aloneMs) {
    double took = burst.meanMs();
    double longer = took / aloneMs;
    if (took - aloneMs <= Math.max(QUEUED * aloneMs, SENDING_MILLIS * burst.size())) {
      return Optional.empty();
    }
    int atOnce = Math.clamp(Math.round(burst.size() / (2 * longer - 1)), 1, burst.size());
    return Optional.of(new Capacity(atOnce, false));
  }

  private void requireGoingOn() {
    if (deadline.isStopped()) {
      throw new RefusedException("The probe was interrupted; nothing was measured.");
    }
    if (deadline.isOver()) {
      throw new RefusedException(
          "--budget was used up by the probe; nothing was measured: give a longer one.");
    }
  }

  /** Requests of one stage, which may all go at once. */
  private Work single(int count) {
    WorkloadKind kind = work.kind() == WorkloadKind.GET ? WorkloadKind.GET : WorkloadKind.HELLO;
    return new Work(kind, count, work.delay(), work.seed());
  }

  private boolean hasQuickAnswer() {
    return !target.warmUpUrl().equals(target.url());
  }

  private HttpBackend quick() {
    return to(target.warmUpUrl());
  }

  /** What the client waits for no longer; the deadlines of volleys end sooner. */
  private HttpBackend to(Address url) {
    return HttpBackend.at(url, deadline.left().plus(GRACE));
  }

  private String failure(Burst burst) {
    return target.url().mask(burst.failure());
  }

  private static double tookMs(RequestTrace request) {
    return request.endMs() - request.startMs();
  }
}
