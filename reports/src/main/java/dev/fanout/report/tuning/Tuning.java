package dev.fanout.report.tuning;

import dev.fanout.report.measurement.Bounds;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A search for the best size of a pool, or limit of requests in flight: the content of tuning.json.
 *
 * @param model the model's key
 * @param goal what was asked for: {@code makespan}, {@code throughput=50/s} or {@code p99=500ms}
 * @param requests the number of requests, N
 * @param maxSize the largest size that was allowed
 * @param maxSizeFrom what set it
 * @param budgetMs how long the search was allowed to take
 * @param spentMs how long it took
 * @param probe what the probe found out about calls, server and machine, before any size was
 *     measured
 * @param little the size that Little's law gives for a goal of throughput; absent for other goals
 * @param theory the predicted wall time of every size up to {@code maxSize}, where it changes
 * @param sizes each size that was measured, in rising order
 * @param usl the Universal Scalability Law as fitted; absent unless the goal is throughput and
 *     enough sizes were measured
 * @param chunks whether chunks can pay; absent where the model has none
 * @param advice the recommendation; absent if there is none
 * @param trouble why there is no recommendation, or why it is not certain; absent if it is
 * @param failures sizes with which requests failed; absent in files of older versions, as if there
 *     were none
 * @param capacity how many requests the server answers at once, as the measured sizes show it;
 *     absent if they show no more than the probe, and in files of older versions
 * @param unit what the sizes count; absent in files of older versions, as if the model said it
 * @param client the key of the client that makes the calls; absent in the same files
 * @param connections the size of the connection pool, where that was given and not searched for;
 *     absent otherwise
 * @param stream what was found out about a stream of arrivals; absent of a batch. Where it is
 *     there, {@code theory} and {@code sizes} are empty
 */
public record Tuning(
    String model,
    String goal,
    int requests,
    int maxSize,
    SizeLimit maxSizeFrom,
    double budgetMs,
    double spentMs,
    Probe probe,
    @Nullable Double little,
    List<Step> theory,
    List<TunedSize> sizes,
    @Nullable Scalability usl,
    @Nullable Chunks chunks,
    @Nullable Advice advice,
    @Nullable String trouble,
    @Nullable List<SizeFailure> failures,
    @Nullable Capacity capacity,
    @Nullable SizeUnit unit,
    @Nullable String client,
    @Nullable Integer connections,
    @Nullable StreamTuning stream) {

  /** Refuses a goal that is none, and numbers that no search has. */
  public Tuning {
    new Goal(goal); // refuses what is none
    Bounds.require("requests", requests, 1);
    Bounds.require("maxSize", maxSize, 1);
    Bounds.requireQuantity("budgetMs", budgetMs);
    Bounds.requireQuantity("spentMs", spentMs);
    Bounds.requireQuantity("little", little);
    Bounds.require("connections", connections, 1);
    requireRising("sizes", sizes.stream().map(TunedSize::size).toList());
    requireRising("theory", theory.stream().map(Step::size).toList());
  }

  /** What was asked for. */
  public Goal asked() {
    return new Goal(goal);
  }

  /** Sizes with which requests failed, the file's version aside. */
  public List<SizeFailure> failed() {
    return Objects.requireNonNullElse(failures, List.of());
  }

  /** What the sizes count, the file's version aside. */
  public SizeUnit counts() {
    return Objects.requireNonNullElseGet(unit, () -> SizeUnit.of(model));
  }

  /** What was searched for, such as {@code the size of fixed-thread-pool}. */
  public String subject() {
    return subject(model, counts(), connections);
  }

  /** What is searched for with that model, in words. */
  public static String subject(String model, SizeUnit unit, @Nullable Integer connections) {
    if (unit == SizeUnit.CONNECTIONS) {
      return "the connection pool behind " + model;
    }
    return connections == null
        ? "the size of " + model
        : "the size of %s with a pool of %s"
            .formatted(model, SizeUnit.CONNECTIONS.count(connections));
  }

  /** A size that was measured. */
  public TunedSize at(int size) {
    return sizes.stream().filter(each -> each.size() == size).findFirst().orElseThrow();
  }

  private static void requireRising(String name, List<Integer> sizes) {
    for (int i = 1; i < sizes.size(); i++) {
      if (sizes.get(i) <= sizes.get(i - 1)) {
        throw new IllegalArgumentException(
            "%s has size %d after size %d, and must be in rising order"
                .formatted(name, sizes.get(i), sizes.get(i - 1)));
      }
    }
  }

  /** What allows no larger size. */
  public enum SizeLimit {
    /** The option {@code --max-size}. */
    OPTION,
    /** No more than all requests can be in flight. */
    REQUESTS,
    /** The machine's memory. */
    MEMORY,
    /** The number of files and sockets that a process may open. */
    OPEN_FILES,
    /** More requests at once failed. */
    SERVER,
    /** The server takes no more connections. */
    CONNECTIONS
  }

  /** The predicted wall time from this size on. */
  public record Step(int size, double predictedMs) {
    /** Refuses numbers that no theory gives. */
    public Step {
      Bounds.require("size", size, 1);
      Bounds.requireQuantity("predictedMs", predictedMs);
    }
  }

  /**
   * The Universal Scalability Law, X(P) = lambda P / (1 + sigma (P - 1) + kappa P (P - 1)), as
   * fitted to the throughput of all sizes (Gunther, Guerrilla Capacity Planning, 2007).
   *
   * @param lambda requests per second at size 1
   * @param sigma contention
   * @param kappa coherency
   * @param worst the largest deviation of a measured size from the fit, as a share
   * @param good whether the fit is good enough to be believed
   * @param peakSize the size beyond which throughput falls; absent if it never does, or the fit is
   *     poor
   * @param peakPerSecond the most throughput up to the largest size allowed; absent if the fit is
   *     poor
   * @param peakLow the lower end of its 95 % interval; absent in the same cases
   * @param peakHigh its upper end; absent in the same cases
   */
  public record Scalability(
      double lambda,
      double sigma,
      double kappa,
      double worst,
      boolean good,
      @Nullable Double peakSize,
      @Nullable Double peakPerSecond,
      @Nullable Double peakLow,
      @Nullable Double peakHigh) {

    /** Refuses numbers that the law does not allow. */
    public Scalability {
      Bounds.requireAbove("lambda", lambda, 0);
      Bounds.requireQuantity("sigma", sigma);
      Bounds.requireQuantity("kappa", kappa);
      Bounds.requireQuantity("worst", worst);
      Bounds.requireAbove("peakSize", peakSize, 0);
      Bounds.requireAbove("peakPerSecond", peakPerSecond, 0);
      Bounds.requireAbove("peakLow", peakLow, 0);
      Bounds.requireAbove("peakHigh", peakHigh, 0);
    }
  }

  /**
   * Whether chunks of requests can pay at the recommended size.
   *
   * @param chunk the chunk that could pay, or 1 if none can
   * @param costMs the wall time that the floor of chunks of 2 lies above that of single requests
   * @param mostSavedMs the measured overhead above the floor: chunks can save no more
   */
  public record Chunks(int chunk, double costMs, double mostSavedMs) {
    /** Refuses numbers that no chunks have; a cost below 0 is one that chunks save. */
    public Chunks {
      Bounds.require("chunk", chunk, 1);
      Bounds.requireQuantity("costMs", Math.abs(costMs));
      Bounds.requireQuantity("mostSavedMs", mostSavedMs);
    }
  }
}
