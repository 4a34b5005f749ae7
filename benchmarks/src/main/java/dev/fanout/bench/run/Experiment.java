package dev.fanout.bench.run;

import dev.fanout.bench.plan.RefusedException;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What a session carries out: a plan, or the search for a size. */
public interface Experiment {
  /**
   * The start of a session.
   *
   * @param at when it was
   * @param stop completes when it is told to end
   * @param say prints a line for the user
   */
  record Start(Instant at, CompletableFuture<?> stop, Consumer<String> say) {}

  /**
   * Makes sure of all that can be known before anything is started.
   *
   * @throws RefusedException if machine, settings or budget do not allow it
   */
  void check() throws IOException;

  /** What is going to be done, and until when. */
  String announcement(Instant begun);

  /** Starts the servers that it needs. */
  Targets open() throws IOException;

  /**
   * Makes sure that the servers can handle what is to come.
   *
   * @throws RefusedException if they cannot, or the session is told to end
   */
  ShotSource prepare(Targets targets, Start start) throws IOException, InterruptedException;
}
