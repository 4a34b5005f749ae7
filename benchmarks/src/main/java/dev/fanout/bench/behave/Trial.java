package dev.fanout.bench.behave;

import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.idiom.Idioms.Ability;
import dev.fanout.bench.workload.OpenBackend;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.server.Script;
import java.time.Duration;

/** How a scenario is carried out with any model, and what is made of what the model does. */
interface Trial {
  /** The scenario. */
  Scenario scenario();

  /** What is asked of the model. */
  Ability ability();

  /** What becomes of the requests. */
  Script script();

  /** How long each request waits for its answer. */
  default Duration timeout() {
    return Duration.ofSeconds(5);
  }

  /** How many threads the model's pool has, if it has one. */
  default int threads() {
    return script().requests();
  }

  /** What the model calls. */
  default OpenBackend backend(ToldServer server, String group) {
    return server.open(group, script(), timeout());
  }

  /**
   * Carries it out, on the calling thread.
   *
   * @throws Exception what the model threw and should not have
   */
  Observed observe(Idioms idioms, Stage stage) throws Exception;
}
