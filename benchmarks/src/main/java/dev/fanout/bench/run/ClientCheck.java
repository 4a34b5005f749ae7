package dev.fanout.bench.run;

import dev.fanout.bench.backend.FailureText;
import dev.fanout.bench.backend.http.Address;
import dev.fanout.bench.model.FanOutBenchmark;
import dev.fanout.bench.model.InvalidShotException;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.measurement.Temperature;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The proof that a client can read what a server of the user's own answers.
 *
 * @param shot a shot by that client
 * @param stop completes when the run is told to end
 */
record ClientCheck(ShotPlan shot, Address url, CompletableFuture<?> stop) {
  private static final int CALLS = 2; // the second on the connection that the first has left

  /**
   * Makes a call, and another one.
   *
   * @return why the client cannot be measured, if it cannot
   * @throws RefusedException if the run is told to end
   */
  Optional<String> failure() throws InterruptedException {
    var checked = new CompletableFuture<Optional<String>>();
    Thread.ofVirtual().start(() -> checked.complete(call()));
    Deadline deadline = Deadline.in(shot.patience(), stop);
    if (!deadline.await(checked)) {
      if (deadline.isStopped()) {
        throw new RefusedException(ServerCheck.INTERRUPTED);
      }
      return Optional.of("a call did not end");
    }
    return checked.join().map(url::mask);
  }

  private Optional<String> call() {
    FanOutBenchmark benchmark = alone();
    try {
      benchmark.open();
      for (int call = 0; call < CALLS; call++) {
        benchmark.aim();
        benchmark.fanOut();
        benchmark.check();
      }
      benchmark.close();
      return Optional.empty();
    } catch (InvalidShotException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (Exception e) {
      return Optional.of(FailureText.of(e)); // what was open is closed where it failed
    }
  }

  /** The shot's model, with one request. */
  private FanOutBenchmark alone() {
    var parameters = new HashMap<>(shot.parameters());
    parameters.put("requests", "1");
    parameters.put(
        "workload", WorkloadKind.GET.key()); // when it answers is not the client's matter
    parameters.put("temperature", Temperature.COLD.name());
    parameters.put("url", url.trueForm().toString());
    return shot.model().with(parameters);
  }
}
