package dev.fanout.bench.tune;

import dev.fanout.bench.floor.Schedule;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Advice.Limit;
import dev.fanout.report.tuning.Capacity;
import dev.fanout.report.tuning.Probe;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What keeps a larger size from being better.
 *
 * @param question what was asked
 * @param most the largest size that was allowed
 * @param probe what was found out before sizes were measured
 * @param theory by which sizes were predicted
 * @param choice what was measured, and what follows from it
 * @param shown what it shows of the server's capacity; empty if nothing
 */
record BindingLimit(
    Question question,
    int most,
    Probe probe,
    Theory theory,
    Choice choice,
    Optional<Capacity> shown) {
  static final double NEAR = 0.1; // to a bound that binds: a warm shot's overhead is less
  private static final double MOSTLY =
      0.25; // the same for the cores, which the slow server and switching need too
  private static final double COSTLY =
      1.2; // a cap in the client; less may be overhead of opening connections

  /** The limit of that size, which was measured. */
  Limit of(int size) {
    if (choice.isMet() && question.goal().isThroughput()) {
      return Limit.GOAL;
    }
    Observations observed = choice.observed();
    double wall = observed.medianMs(size);
    if (isNear(theory.servedMs(), wall, NEAR) || isServed(size)) {
      return Limit.SERVER;
    }
    var cores = new CoreUse(observed, probe.cores());
    if (cores.isOwn(size) || isComputing(size, cores, wall)) {
      return Limit.CPU;
    }
    if (isBoundByConnections(size)) {
      return Limit.CONNECTIONS;
    }
    boolean disturbed = cores.isOthers(size) && wall > (1 + NEAR) * theory.ms(size);
    if (!disturbed && seesTooFew(observed.sizes().last())) {
      return Limit.CLIENT;
    }
    if (!question.goal().allows(observed.p99Ms(choice.best()))) {
      return Limit.GOAL;
    }
    if (theory.meanMs(question.requests()) < theory.meanMs(most) / Advice.WITHIN) {
      return Limit.MAX_SIZE;
    }
    if (disturbed) {
      return Limit.MACHINE;
    }
    return size >= inFlight(question.requests()) ? Limit.REQUESTS : Limit.WORK;
  }

  /**
   * Whether measurements show a capacity that the size uses, or of which theory expects no more.
   */
  private boolean isServed(int size) {
    return shown
        .filter(capacity -> capacity.atOnce() != null)
        .map(Capacity::low)
        .filter(
            least ->
                size >= least
                    || theory.meanMs(size)
                        <= Advice.WITHIN
                            * theory
                                .withCapacity(OptionalInt.of(least))
                                .meanMs(question.requests()))
        .isPresent();
  }

  /** Whether its own CPU time explains the time: as measured of its shots or, else, as probed. */
  private boolean isComputing(int size, CoreUse cores, double wall) {
    return cores
        .own(size)
        .map(own -> own >= 1 - MOSTLY)
        .orElseGet(() -> isNear(theory.computedMs(), wall, MOSTLY));
  }

  /** Whether theory expects no more of a larger size, since connections let no more through. */
  private boolean isBoundByConnections(int size) {
    return theory.passing() < inFlight(most)
        && theory.meanMs(size) <= Advice.WITHIN * theory.meanMs(most);
  }

  private static boolean isNear(double boundMs, double wallMs, double within) {
    return boundMs > 0 && Math.abs(boundMs / wallMs - 1) <= within;
  }

  /** Whether the server, which can answer more, saw fewer than the size allows, at a cost. */
  private boolean seesTooFew(int largest) {
    double few = (1 - NEAR) * Math.min(inFlight(largest), probe.probedUpTo());
    return choice.observed().measuredExcess(largest) >= COSTLY
        && choice
            .observed()
            .median(largest, sample -> sample.value(Metric.SERVER_PEAK_IN_FLIGHT))
            .filter(seen -> seen < few)
            .isPresent();
  }

  private int inFlight(int size) {
    return question.work().inFlight(Schedule.pool(size));
  }
}
