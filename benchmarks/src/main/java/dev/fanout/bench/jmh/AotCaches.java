package dev.fanout.bench.jmh;

import dev.fanout.bench.meter.AotCache;
import dev.fanout.bench.model.FanOutBenchmark;
import dev.fanout.bench.worker.WorkerPool;
import dev.fanout.bench.workload.TemporaryFolder;
import dev.fanout.report.measurement.Case;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The AOT caches of a run, one for each case, in a folder that lives as long as the run. */
final class AotCaches implements AutoCloseable {
  private final Map<Case, Trained> trained = new HashMap<>();
  private final TemporaryFolder folder;
  private int begun;

  private AotCaches(TemporaryFolder folder) {
    this.folder = folder;
  }

  static AotCaches create() throws IOException {
    return new AotCaches(TemporaryFolder.create("fanout-aot"));
  }

  /** That of a case; empty before it is trained. */
  Optional<Trained> of(Case measured) {
    return Optional.ofNullable(trained.get(measured));
  }

  /** A new one, whose files are still to be written. */
  Trained begin() {
    begun++;
    return new Trained(
        folder.path().resolve(begun + ".aot"), folder.path().resolve(begun + "-worker.aot"));
  }

  /** Keeps it for all shots of that case. */
  void keep(Case measured, Trained cache) {
    trained.put(measured, cache);
  }

  /** Has it trained once more, since a JVM could not use it. */
  void forget(Case measured) {
    trained.remove(measured);
  }

  @Override
  public void close() {
    folder.close();
  }

  /**
   * The caches of a case.
   *
   * @param measured that of the measured JVM
   * @param worker that of its workers, if it has some
   */
  record Trained(Path measured, Path worker) {
    /** The flags of the JVM that writes them. */
    List<String> trainingFlags() {
      return List.of(
          AotCache.trainingFlag(measured),
          "-D" + FanOutBenchmark.TRAINING_PROPERTY + "=true",
          "-D" + WorkerPool.TRAINING_PROPERTY + "=" + worker);
    }

    boolean isWritten() {
      return Files.exists(measured);
    }

    /** The flags of a JVM that uses them. */
    List<String> flags() {
      var flags = new ArrayList<>(AotCache.flags(measured));
      flags.add("-D" + WorkerPool.CACHE_PROPERTY + "=" + worker);
      return flags;
    }
  }
}
