package dev.fanout.report.tuning;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.fanout.report.measurement.Bounds;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.descriptive.Median;
import org.jspecify.annotations.Nullable;

/**
 * What a search found out about requests that arrive one by one: the part of tuning.json that only
 * a tuning for response times has.
 *
 * @param wanted what was searched for
 * @param arrivals how requests arrive; where the rate is searched for, at one a second
 * @param perSecond the rate that has to be served; absent where it is searched for
 * @param meanMs the mean time of a request that waits for no other, W
 * @param aloneMs the goal's percentile of the same times: no size or rate has a shorter one
 * @param limit the stability limit: requests in flight, which the size has to exceed, or requests a
 *     second, below which the rate has to stay
 * @param theory the predicted percentile before anything was measured
 * @param shots that counted, in the order of firing
 * @param kept what keeps the goal: the size or rate that is recommended or, where no size does, the
 *     highest rate that the largest size keeps; absent if nothing does
 */
public record StreamTuning(
    Wanted wanted,
    String arrivals,
    @Nullable Double perSecond,
    double meanMs,
    double aloneMs,
    double limit,
    List<Predicted> theory,
    List<StreamShot> shots,
    @Nullable Kept kept) {

  /** Refuses numbers that no search has. */
  public StreamTuning {
    Bounds.requireAbove("perSecond", perSecond, 0);
    Bounds.requireQuantity("meanMs", meanMs);
    Bounds.requireQuantity("aloneMs", aloneMs);
    Bounds.requireQuantity("limit", limit);
  }

  /** What is searched for. */
  public enum Wanted {
    /** The smallest size that keeps the goal at some rate. */
    SIZE,
    /** The highest rate at which some size keeps the goal. */
    RATE
  }

  /**
   * A percentile of response times, as theory expects it over many draws.
   *
   * @param perSecond the rate of the requests
   */
  public record Predicted(int size, double perSecond, double responseMs) {
    /** Refuses numbers that no theory gives. */
    public Predicted {
      Bounds.require("size", size, 1);
      Bounds.requireAbove("perSecond", perSecond, 0);
      Bounds.requireQuantity("responseMs", responseMs);
    }
  }

  /**
   * A shot of some size at some rate; all times are of the goal's percentile.
   *
   * @param perSecond the rate at which its requests were to arrive
   * @param streamMs how long they did
   * @param seed of its draw
   * @param fresh whether it is of another draw than the one of the search
   * @param predictedMs what theory expected before anything was measured
   * @param responseMs the response time that was measured
   * @param drawMs that of a perfect machine with the same arrivals and times of requests
   * @param expectedMs what is to be expected over many draws: the theory with the measured times of
   *     requests, and what the shots of that size and rate took beyond a perfect machine
   */
  public record StreamShot(
      int size,
      double perSecond,
      double streamMs,
      long seed,
      boolean fresh,
      double predictedMs,
      double responseMs,
      double drawMs,
      double expectedMs) {
    /** Refuses numbers that no shot has. */
    public StreamShot {
      Bounds.require("size", size, 1);
      Bounds.requireAbove("perSecond", perSecond, 0);
      Bounds.requireQuantity("streamMs", streamMs);
      Bounds.requireQuantity("predictedMs", predictedMs);
      Bounds.requireQuantity("responseMs", responseMs);
      Bounds.requireQuantity("drawMs", drawMs);
      Bounds.requireQuantity("expectedMs", expectedMs);
    }
  }

  /**
   * A size with a rate at which it keeps the goal.
   *
   * @param measured whether shots show it; else it is what the theory says with the measured times
   *     of requests
   * @param waitMs the mean wait for a place, by the same theory
   */
  public record Kept(int size, double perSecond, boolean measured, double waitMs) {
    /** Refuses numbers that nothing has. */
    public Kept {
      Bounds.require("size", size, 1);
      Bounds.requireAbove("perSecond", perSecond, 0);
      Bounds.requireQuantity("waitMs", waitMs);
    }
  }

  /**
   * The shots of one size at one rate.
   *
   * @param searched those of the draw of the search
   * @param fresh those of other draws
   */
  public record Tried(
      int size, double perSecond, List<StreamShot> searched, List<StreamShot> fresh) {
    /** Whether it is at that rate. */
    public boolean isAt(@Nullable Double rate) {
      return rate != null && rate == perSecond;
    }

    /** The median of the search's shots; absent if there were none. */
    public @Nullable Double responseMs() {
      return median(searched);
    }

    /** That of the fresh ones; absent if there were none. */
    public @Nullable Double freshMs() {
      return median(fresh);
    }

    /** What theory expected before anything was measured. */
    public double predictedMs() {
      return (searched.isEmpty() ? fresh : searched).getFirst().predictedMs();
    }

    /** What is to be expected over many draws, as all its shots show together. */
    public double expectedMs() {
      return (fresh.isEmpty() ? searched : fresh).getLast().expectedMs();
    }

    private static @Nullable Double median(List<StreamShot> shots) {
      return shots.isEmpty()
          ? null
          : Double.valueOf(Median.withDefaults().evaluate(times(shots).toArray()));
    }

    private static DoubleStream times(List<StreamShot> shots) {
      return shots.stream().mapToDouble(StreamShot::responseMs);
    }

    /** Whether one draw keeps the goal and another does not. */
    public boolean differs(Goal goal) {
      long within = DoubleStream.concat(times(searched), times(fresh)).filter(goal::allows).count();
      return within > 0 && within < searched.size() + fresh.size();
    }
  }

  /** Whether its backlog grows without end: its size, or its rate, is beyond the limit. */
  public boolean grows(Tried tried) {
    return wanted == Wanted.RATE
        ? tried.perSecond() >= limit
        : tried.isAt(perSecond) && tried.size() <= limit;
  }

  /** Each size with each rate that was measured, in rising order. */
  @JsonIgnore
  public List<Tried> tried() {
    return shots.stream()
        .map(shot -> at(shot.size(), shot.perSecond()))
        .distinct()
        .sorted(Comparator.comparingInt(Tried::size).thenComparingDouble(Tried::perSecond))
        .toList();
  }

  /** The shots of that size at that rate. */
  public Tried at(int size, double perSecond) {
    List<StreamShot> all =
        shots.stream()
            .filter(shot -> shot.size() == size && shot.perSecond() == perSecond)
            .toList();
    return new Tried(
        size,
        perSecond,
        all.stream().filter(shot -> !shot.fresh()).toList(),
        all.stream().filter(StreamShot::fresh).toList());
  }
}
