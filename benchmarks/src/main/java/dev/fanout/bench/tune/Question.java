package dev.fanout.bench.tune;

import dev.fanout.bench.backend.Client;
import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.model.ModelType;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.bench.workload.Work;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.tuning.Goal;
import dev.fanout.report.tuning.SizeUnit;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.server.Delay;
import dev.fanout.server.SlowServerOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants to know: the best size of a pool for these calls.
 *
 * @param model the model whose size is in question, or before whose connections there is no limit
 * @param pool the connections, of a backend that keeps them open
 * @param goal what the size is chosen for
 * @param work what each shot asks for; of a server of the user's own, as far as known
 * @param requestsGiven whether the user has set the number of requests, so that it stays
 * @param handlers the blocking handlers of the slow server; empty if it answers any number at once
 * @param own a server of the user's own; absent for the slow server
 * @param most the largest size that the user allows; absent for no such limit
 * @param budget how long the search may take
 */
public record Question(
    ModelType model,
    ConnectionPool pool,
    Goal goal,
    Work work,
    boolean requestsGiven,
    OptionalInt handlers,
    @Nullable Endpoint own,
    @Nullable Integer most,
    Duration budget) {

  /** The fewest rounds of a pool in a shot, so that its last one counts for little. */
  public static final int FEWEST_ROUNDS = 4;

  private static final int ROUNDS_OF_A_RATE = 10; // the last one distorts the rate by a tenth
  private static final int MOST_REQUESTS = 100_000; // as many as --requests takes
  private static final int SHARE_OF_A_SHOT = 20; // of the budget: a search fires about 20 shots

  /** The same, with what was found out about the delay of a server of the user's own. */
  public Question withDelay(Delay found) {
    return withWork(work.withDelay(found));
  }

  /** The slow server that answers, unless it is a server of the user's own. */
  public SlowServerOptions server() {
    return new SlowServerOptions(0, work.delay(), work.seed(), handlers);
  }

  /** The number of requests, N. */
  public int requests() {
    return work.requests();
  }

  /**
   * The same, with enough requests for a rate: those that Little's law keeps in flight, ten times
   * over, or as often as a twentieth of the budget allows, but no less than four times.
   *
   * @param waitMs how long a request is in flight
   */
  public Question enoughFor(double waitMs) {
    if (requestsGiven || !goal.isThroughput()) {
      return this;
    }
    double rounds = budget.toMillis() / (SHARE_OF_A_SHOT * waitMs);
    double enough =
        Math.ceil(goal.inFlight(waitMs)) * Math.clamp(rounds, FEWEST_ROUNDS, ROUNDS_OF_A_RATE);
    return withWork(work.of((int) Math.clamp(Math.ceil(enough), requests(), MOST_REQUESTS)));
  }

  /** The same, for other work. */
  public Question withWork(Work other) {
    return new Question(model, pool, goal, other, requestsGiven, handlers, own, most, budget);
  }

  /** What a size counts. */
  public SizeUnit unit() {
    return pool instanceof ConnectionPool.Tuned ? SizeUnit.CONNECTIONS : SizeUnit.of(model.key());
  }

  /** The connections, where their number is given; absent otherwise. */
  public @Nullable Integer connections() {
    return pool instanceof ConnectionPool.Fixed(int size) ? Integer.valueOf(size) : null;
  }

  /** What is searched for, in words. */
  public String subject() {
    return Tuning.subject(model.key(), unit(), connections());
  }

  /** The most requests that connections let through, where their number is given; else any. */
  public int passing() {
    int passing = connections() == null ? requests() : inFlight(requests());
    return passing < requests() ? passing : Integer.MAX_VALUE;
  }

  /** The most requests that are under way at once in a shot of that size. */
  public int inFlight(int size) {
    return work.inFlight(model.scenario(parameters(size)).schedule());
  }

  /** The client that makes the calls. */
  public Client client() {
    String key = Objects.requireNonNull(model.scenario(parameters(1)).measured().client());
    return BackendType.of(own == null ? "http" : own.backend()).client(key);
  }

  /** The line of Java that sets that size. */
  public String java(int size) {
    return String.format(
        Locale.ROOT,
        pool instanceof ConnectionPool.Tuned ? client().pooledBy() : model.sizedBy(),
        size);
  }

  /** The benchmark's parameters for a shot of that size. */
  public Map<String, String> parameters(int size) {
    var parameters = new HashMap<String, String>();
    switch (pool) {
      case ConnectionPool.Usual _ -> parameters.put("size", Integer.toString(size));
      case ConnectionPool.Fixed(int connections) -> {
        parameters.put("size", Integer.toString(size));
        parameters.put(Parameter.CONNECTION_POOL.json(), Integer.toString(connections));
      }
      case ConnectionPool.Tuned _ ->
          parameters.put(Parameter.CONNECTION_POOL.json(), Integer.toString(size));
    }
    parameters.put("requests", Integer.toString(requests()));
    parameters.put("delay", work.delay().text());
    parameters.put("seed", Long.toString(work.seed()));
    parameters.put("workload", work.kind().key());
    if (own != null) {
      parameters.put("backend", own.backend());
    }
    work.settings().forEach((each, value) -> parameters.put(each.json(), value.toString()));
    handlers.ifPresent(
        count -> parameters.put(Parameter.HANDLER_THREADS.json(), Integer.toString(count)));
    return Map.copyOf(parameters);
  }
}
