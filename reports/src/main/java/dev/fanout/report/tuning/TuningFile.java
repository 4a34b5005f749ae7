package dev.fanout.report.tuning;

import dev.fanout.report.measurement.JsonFile;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.UnreadableRunException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads and writes tuning.json. */
public final class TuningFile {
  private TuningFile() {}

  /** Writes the file whole or not at all. */
  public static void write(Path file, Tuning tuning) throws IOException {
    JsonFile.write(file, tuning);
  }

  /**
   * Reads the file of a run, and holds it against the shots that the search fired.
   *
   * @throws UnreadableRunException also if it contradicts the shots
   */
  public static Tuning read(Path file, List<Shot> shots) throws IOException {
    Tuning tuning = read(file);
    new SearchedSizes(tuning, shots).requireOfShots();
    return tuning;
  }

  /**
   * Reads the file.
   *
   * @throws UnreadableRunException if it does not hold what every report needs, has a goal that is
   *     not one, or gives advice that contradicts its sizes
   */
  public static Tuning read(Path file) throws IOException {
    Tuning tuning = JsonFile.read(file, Tuning.class);
    if (!tuning.asked().isGoal()) {
      throw new UnreadableRunException(
          "%s: '%s' is not a goal: write makespan, throughput=50/s or p99=500ms"
              .formatted(file.getFileName(), tuning.goal()));
    }
    Advice advice = tuning.advice();
    if (advice != null) {
      for (int size : new int[] {advice.size(), advice.best(), advice.knee()}) {
        if (tuning.sizes().stream().noneMatch(measured -> measured.size() == size)) {
          throw new UnreadableRunException(
              "%s: the advice names size %d, which is not one of the sizes"
                  .formatted(file.getFileName(), size));
        }
      }
      requireProof(file, tuning, advice);
    }
    return tuning;
  }

  private static void requireProof(Path file, Tuning tuning, Advice advice)
      throws UnreadableRunException {
    boolean compares = advice.regret() != null;
    if (!advice.proved() && !compares) {
      return;
    }
    List<Integer> tried =
        tuning.sizes().stream().filter(each -> each.proofShots() > 0).map(TunedSize::size).toList();
    if (!tried.contains(advice.size())) {
      throw new UnreadableRunException(
          "%s: the advice has a proof of size %d, which has no proofShots"
              .formatted(file.getFileName(), advice.size()));
    }
    if (compares && tried.size() == 1) {
      throw new UnreadableRunException(
          "%s: the advice has a regret, but only size %d has proofShots"
              .formatted(file.getFileName(), advice.size()));
    }
  }
}
