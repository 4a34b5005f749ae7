package dev.fanout.bench.run;

import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.summary.Results;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Where the shots of a session come from: a plan has a list of them, a search picks each by those
 * before.
 */
public interface ShotSource {
  /** The plan as it is recorded before the first shot; a search records its shots as they come. */
  Environment.Plan recorded();

  /** Carries out one shot after another, until there are no more or one is interrupted. */
  void fireAll(ShotRunner runner) throws IOException, InterruptedException;

  /** Whether all came that is not a shot of the plan; true where there is nothing else. */
  default boolean isComplete() {
    return true;
  }

  /**
   * Writes what only the source knows.
   *
   * @param interrupted whether the session was told to end before the last shot
   */
  default void record(RunFolder folder, boolean interrupted) throws IOException {}

  /** What the results show of that which was asked for, if every shot came and is valid. */
  ExitCode conclude(Results results, Consumer<String> say);
}
