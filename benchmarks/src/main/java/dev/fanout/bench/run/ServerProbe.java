package dev.fanout.bench.run;

import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.workload.Destination;
import dev.fanout.bench.workload.OpenBackend;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.text.Figures;
import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.Probe.Server;
import dev.fanout.report.tuning.SizeFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Median;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, gently, what a call costs and how many the server answers at once: calls one after
 * another, then bursts, each twice as large as the last, until requests queue or fail.
 *
 * @param target the server
 * @param work what shots will ask for
 * @param deadline of all of it
 * @param limit what sets the deadline
 */
record ServerProbe(Target target, Work work, Deadline deadline, Limit limit) {
  /** What sets the time that a probe may take. */
  enum Limit {
    /** The budget of a tuning. */
    BUDGET("a quarter of the time that --budget leaves", "give a longer --budget"),
    /** The patience of a plan's preflight. */
    PREFLIGHT("as long as the preflight waits", "state its delay with --delay");

    private final String quarter;
    private final String remedy;

    Limit(String quarter, String remedy) {
      this.quarter = quarter;
      this.remedy = remedy;
    }
  }

  private static final int FEWEST_CALLS = 3; // for a median that one bad call does not move
  private static final int MOST_CALLS = 20; // tell the spread of delays to about a sixth of it
  private static final int SHARE = 4; // of the time left, for an answer or burst: three more follow
  private static final Duration WARM_UP =
      Duration.ofMillis(400); // some hundred quick calls: the client is compiled
  private static final int BISECTIONS = 3; // to an eighth between a burst that failed and the last
  private static final int ATTEMPTS_FAILING = 2; // one more, since each may do the server harm
  private static final int LONGEST_PAUSE_MILLIS = 1_000; // after a burst that failed

  /**
   * Beyond what a server needs that answers one at a time: a connection whose first packet was
   * lost, which is sent again after 1 s.
   */
  private static final Duration GRACE = Duration.ofMillis(1_500);

  /**
   * A burst is queued for if its requests waited longer than one alone, by this share of it: two
   * waves make it a half, and the mean of few calls alone is not exact.
   */
  private static final double QUEUED = 0.35;

  /** And by more than what a warm client takes to send it, in milliseconds for each of them. */
  private static final double SENDING_MILLIS = 0.2;

  /** The probe of a tuning. */
  ServerProbe(Target target, Work work, Deadline deadline) {
    this(target, work, deadline, Limit.BUDGET);
  }

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
      return tookMs.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    double medianMs() {
      return Median.withDefaults()
          .evaluate(tookMs.stream().mapToDouble(Double::doubleValue).toArray());
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
    try (Volley volley = open(1)) {
      Deadline warmUp = deadline.orIn(hasQuickAnswer() ? WARM_UP : Duration.ZERO);
      while (!warmUp.isOver()) {
        volley.oneByOne(work.of(Math.min(10, work.requests())), quick(), deadline);
      }
      double first = Math.max(1, oneByOne(volley, 1).getFirst());
      int count = (int) Math.clamp(patience.toMillis() / first, FEWEST_CALLS, MOST_CALLS);
      ThreadsCpu before = ThreadsCpu.now();
      List<Double> tookMs = oneByOne(volley, Math.min(count, work.requests()));
      return new Alone(tookMs, ThreadsCpu.now().msSince(before) / tookMs.size());
    }
  }

  private List<Double> oneByOne(Volley volley, int count) throws IOException, InterruptedException {
    Duration longest = deadline.left().dividedBy(SHARE);
    var calls =
        new Burst(count, longest, volley.oneByOne(work.of(count), slow(), deadline.orIn(longest)));
    requireGoingOn();
    if (calls.right() < calls.traces().size()) {
      throw new RefusedException(
          "%s does not answer one call at a time rightly (%s): %s."
              .formatted(target.endpoint(), failure(calls), target.endpoint().remedy()));
    }
    if (calls.failed()) {
      throw new RefusedException(
          "%s had answered %d of %s after %s, which is %s: %s, or %s."
              .formatted(
                  target.endpoint(),
                  calls.right(),
                  Figures.count(count, "call"),
                  Figures.time((double) longest.toMillis()),
                  limit.quarter,
                  target.endpoint().remedy(),
                  limit.remedy));
    }
    return calls.tookMs();
  }

  /**
   * What is wrong with the answer to a single call; empty if nothing is.
   *
   * @param waitMs how long a call usually waits
   */
  Optional<String> wrongAlone(double waitMs) throws IOException, InterruptedException {
    try (Volley volley = open(1)) {
      Burst one = fire(volley, 1, waitMs);
      return one.failed() ? Optional.of(failure(one)) : Optional.empty();
    }
  }

  /** Waits no longer than a server needs that answers one at a time. */
  private Burst fire(Volley volley, int size, double waitMs)
      throws IOException, InterruptedException {
    Deadline end = deadline.orIn(deadline.left().dividedBy(SHARE));
    end = end.orIn(GRACE.plusMillis((long) (2 * size * waitMs)));
    Duration longest = end.left();
    return new Burst(size, longest, volley.allAtOnce(single(size), slow(), end));
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
    try (Volley volley = open(most)) {
      for (int burst = 0; hasQuickAnswer() && burst < ServerCheck.WARM_UPS; burst++) {
        volley.allAtOnce(single(most), quick(), deadline);
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
        Shown shown = send(Math.min(2 * handled, most));
        Burst burst = shown.burst();
        if (burst.failed()) {
          return failed(handled, burst);
        }
        if (shown.atOnce() != null) {
          // How slowly a queue moves says nothing against what was answered without one.
          int atOnce = Math.max(handled, shown.atOnce());
          return new Observation(probe(Server.QUEUES, burst.size(), atOnce, shown.counted()), null);
        }
        handled = burst.size();
      }
      return new Observation(probe(Server.ANSWERS_ALL, handled, null, false), null);
    }

    private Probe probe(
        Server server, int probedUpTo, @Nullable Integer capacity, boolean counted) {
      return new Probe(
          alone.tookMs().size(),
          Math.max(0, alone.medianMs() - callCpuMs),
          callCpuMs,
          Runtime.getRuntime().availableProcessors(),
          server,
          probedUpTo,
          capacity,
          counted);
    }

    /**
     * Looks, between the burst that failed and the last that did not, for the largest that does
     * not.
     */
    private Observation failed(int handled, Burst first) throws IOException, InterruptedException {
      int works = handled;
      Burst fails = first;
      for (int tries = 0; tries < BISECTIONS && fails.size() - works > 1; tries++) {
        Burst tried = send((works + fails.size()) / 2).burst();
        if (tried.failed()) {
          fails = tried;
        } else {
          works = tried.size();
        }
      }
      pause();
      Optional<String> wrong = wrongAlone(alone.meanMs());
      requireGoingOn();
      if (wrong.isPresent()) {
        throw new RefusedException(
            "%s answered calls one at a time; then, of %d at once, %s; now a single call fails too (%s). It may limit the rate of requests, or have ended: nothing was measured."
                .formatted(target.endpoint(), fails.size(), failure(fails), wrong.get()));
      }
      return new Observation(
          probe(Server.REFUSES, first.size(), works, false),
          new SizeFailure(fails.size(), true, failure(fails)));
    }

    /** Repeated while it speaks against the server, since something else may be the cause. */
    private Shown send(int size) throws IOException, InterruptedException {
      Shown shown = sendOnce(size);
      for (int attempt = 1; attempt < shown.attempts(); attempt++) {
        if (shown.burst().failed()) {
          pause();
        }
        shown = sendOnce(size);
      }
      return shown;
    }

    private Shown sendOnce(int size) throws IOException, InterruptedException {
      requireGoingOn();
      target.resetLoad(work.seed());
      ThreadsCpu before = ThreadsCpu.now();
      Burst burst = fire(volley, size, alone.meanMs());
      double spentMs = ThreadsCpu.now().msSince(before);
      requireGoingOn();
      if (burst.failed()) {
        return new Shown(burst, null, false);
      }
      callCpuMs = Math.min(callCpuMs, spentMs / size); // other work of this JVM only adds to it
      return target.served() instanceof Served.Counted(var load)
          ? new Shown(burst, counted(load.peakInFlight(), size), true)
          : new Shown(burst, inferred(burst), false);
    }

    /** A server that counts holds all at once, or as many as it can, if none ends too soon. */
    private @Nullable Integer counted(int peak, int size) {
      Duration shortest =
          IntStream.range(0, size).mapToObj(work::delay).min(Duration::compareTo).orElseThrow();
      boolean overlap = shortest.toMillis() > SENDING_MILLIS * size;
      return peak < size && overlap ? Integer.valueOf(peak) : null;
    }

    /** In k waves of L requests, the mean wait is (k + 1) / 2 times that of one alone. */
    private @Nullable Integer inferred(Burst burst) {
      double aloneMs = alone.meanMs();
      double meanMs = new Alone(burst.tookMs(), 0).meanMs();
      boolean queued = meanMs - aloneMs > Math.max(QUEUED * aloneMs, SENDING_MILLIS * burst.size());
      long atOnce = Math.round(burst.size() / (2 * meanMs / aloneMs - 1));
      return queued ? Integer.valueOf(Math.clamp(atOnce, 1, burst.size())) : null;
    }

    /** So that a server of slow answers need not be waited for in full. */
    private void pause() throws InterruptedException {
      deadline.pause(Duration.ofMillis((long) Math.min(LONGEST_PAUSE_MILLIS, alone.meanMs())));
    }
  }

  /**
   * A burst, and what it showed.
   *
   * @param atOnce how many the server answered at once, where it let others wait; absent if it
   *     answered all at once, or the burst failed
   * @param counted whether the server counted them
   */
  private record Shown(Burst burst, @Nullable Integer atOnce, boolean counted) {
    /** How often it is sent: more than once if it speaks against the server. */
    int attempts() {
      if (burst.failed()) {
        boolean answered = burst.traces().size() == burst.size();
        return answered ? ATTEMPTS_FAILING : 1; // where an answer never came, it was waited for
      }
      return atOnce == null ? 1 : ServerCheck.ATTEMPTS;
    }
  }

  private void requireGoingOn() {
    if (deadline.isStopped()) {
      throw new RefusedException("The probe was interrupted; nothing was measured.");
    }
    if (deadline.isOver()) {
      throw new RefusedException(
          "The probe of the server took too long, and nothing was measured: %s."
              .formatted(limit.remedy));
    }
  }

  /** Requests of one stage, which may all go at once. */
  private Work single(int count) {
    WorkloadKind kind = work.kind().isOfSlowServer() ? WorkloadKind.HELLO : work.kind();
    return new Work(kind, count, work.delay(), work.seed());
  }

  private boolean hasQuickAnswer() {
    return open().hasQuickAnswer();
  }

  private Volley open(int inFlight) {
    return Volley.open(inFlight, open());
  }

  private Destination slow() {
    return open();
  }

  private Destination quick() {
    return open().warmUp();
  }

  /** What the client waits for no longer; the deadlines of volleys end sooner. */
  private OpenBackend open() {
    return target.open(deadline.left().plus(GRACE));
  }

  private String failure(Burst burst) {
    return target.endpoint().mask(burst.failure());
  }
}
