package dev.fanout.bench.tune;

import dev.fanout.bench.call.Address;
import dev.fanout.bench.model.ModelType;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.server.Delay;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants to know: the best size of a pool for these calls.
 *
 * @param model the model whose size is in question
 * @param goal what the size is chosen for
 * @param requests the number of requests, N
 * @param requestsGiven whether the user has set it, so that it stays
 * @param delay the slow server's delay, D, or how it is drawn; of an own server, as far as known
 * @param seed of the delays drawn, and of the order of shots
 * @param handlerThreads of the slow server; empty for asynchronous answers
 * @param workload what is asked for
 * @param cpuMs CPU time in milliseconds that a page costs; of {@code crawl} alone
 * @param url an own server; absent for the slow server
 * @param most the largest size that the user allows; absent for no such limit
 * @param budget how long the search may take
 */
public record Question(
    ModelType model,
    Goal goal,
    int requests,
    boolean requestsGiven,
    Delay delay,
    long seed,
    OptionalInt handlerThreads,
    WorkloadKind workload,
    int cpuMs,
    @Nullable Address url,
    @Nullable Integer most,
    Duration budget) {

  /** The fewest rounds of a pool in a shot, so that its last one counts for little. */
  public static final int FEWEST_ROUNDS = 4;

  private static final int ROUNDS_OF_A_RATE = 10;
  private static final int MOST_REQUESTS = 100_000;
  private static final int SHARE_OF_A_SHOT = 20; // of the budget, for its requests

  /** The same, with what was found out of an own server's delay. */
  public Question withDelay(Delay found) {
    return with(requests, found);
  }

  /**
   * The same, with enough requests for a rate: those that Little's law keeps in flight, ten times
   * over, or as often as a twentieth of the budget allows, but no less than four times.
   *
   * @param waitMs how long a request is in flight
   */
  public Question enoughFor(double waitMs) {
    if (requestsGiven || !(goal instanceof Goal.Throughput rate)) {
      return this;
    }
    double rounds = budget.toMillis() / (SHARE_OF_A_SHOT * waitMs);
    double enough =
        Math.ceil(rate.inFlight(waitMs)) * Math.clamp(rounds, FEWEST_ROUNDS, ROUNDS_OF_A_RATE);
    return with((int) Math.clamp(Math.ceil(enough), requests, MOST_REQUESTS), delay);
  }

  private Question with(int count, Delay found) {
    return new Question(
        model,
        goal,
        count,
        requestsGiven,
        found,
        seed,
        handlerThreads,
        workload,
        cpuMs,
        url,
        most,
        budget);
  }

  /** What each shot asks for. */
  public Work work() {
    return new Work(workload, requests, delay, seed, Duration.ofMillis(cpuMs), 0, false);
  }

  /** The benchmark's parameters for a shot of that size. */
  public Map<String, String> parameters(int size) {
    var parameters = new HashMap<String, String>();
    parameters.put("size", Integer.toString(size));
    parameters.put("requests", Integer.toString(requests));
    parameters.put("delay", delay.text());
    parameters.put("seed", Long.toString(seed));
    parameters.put("workload", workload.key());
    if (workload == WorkloadKind.CRAWL) {
      parameters.put("cpuMs", Integer.toString(cpuMs));
    }
    handlerThreads.ifPresent(
        threads -> parameters.put("handlerThreads", Integer.toString(threads)));
    return Map.copyOf(parameters);
  }
}
