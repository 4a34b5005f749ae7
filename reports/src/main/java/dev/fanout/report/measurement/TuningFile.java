package dev.fanout.report.measurement;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Tuning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads and writes tuning.json. */
public final class TuningFile {
  private static final String GOALS = "makespan|throughput=\\d+(\\.\\d+)?/s|p99=\\d+(ms|s|m)";

  private static final List<String> REQUIRED =
      List.of(
          "/model",
          "/goal",
          "/requests",
          "/maxSize",
          "/maxSizeFrom",
          "/budgetMs",
          "/spentMs",
          "/probe/calls",
          "/probe/waitMs",
          "/probe/cpuMs",
          "/probe/cores",
          "/probe/server",
          "/probe/probedUpTo",
          "/probe/counted",
          "/theory",
          "/sizes");

  private static final List<String> REQUIRED_OF_STEP = List.of("/size", "/predictedMs");

  private static final List<String> REQUIRED_OF_SIZE =
      List.of("/size", "/predictedMs", "/shots", "/proofShots");

  private static final List<String> REQUIRED_OF_USL =
      List.of("/lambda", "/sigma", "/kappa", "/worst", "/good");

  private static final List<String> REQUIRED_OF_CHUNKS =
      List.of("/chunk", "/costMs", "/mostSavedMs");

  private static final List<String> REQUIRED_OF_ADVICE =
      List.of("/size", "/goalMet", "/best", "/knee", "/limit", "/java", "/proved");

  private TuningFile() {}

  /** Writes the file whole or not at all. */
  public static void write(Path file, Tuning tuning) throws IOException {
    JsonFile.write(file, tuning);
  }

  /**
   * Reads the file.
   *
   * @throws UnreadableRunException if it is no JSON, lacks a value that every report needs, has a
   *     goal that is none, or advises a size that was not measured
   */
  public static Tuning read(Path file) throws IOException {
    Tuning tuning = JsonFile.read(file, Tuning.class, TuningFile::check);
    if (!tuning.goal().matches(GOALS)) {
      throw new UnreadableRunException(
          "%s: '%s' is no goal: makespan, throughput=50/s and p99=500ms are"
              .formatted(file.getFileName(), tuning.goal()));
    }
    Advice advice = tuning.advice();
    if (advice != null) {
      for (int size : new int[] {advice.size(), advice.best(), advice.knee()}) {
        if (tuning.sizes().stream().noneMatch(measured -> measured.size() == size)) {
          throw new UnreadableRunException(
              "%s: the advice names size %d, which is none of the sizes"
                  .formatted(file.getFileName(), size));
        }
      }
    }
    return tuning;
  }

  private static void check(JsonNode tree, String name) throws UnreadableRunException {
    JsonFile.require(tree, REQUIRED, name);
    for (JsonNode step : tree.get("theory")) {
      JsonFile.require(step, REQUIRED_OF_STEP, name + ", theory");
    }
    for (JsonNode size : tree.get("sizes")) {
      JsonFile.require(size, REQUIRED_OF_SIZE, name + ", a size");
    }
    requirePart(tree, "usl", REQUIRED_OF_USL, name);
    requirePart(tree, "chunks", REQUIRED_OF_CHUNKS, name);
    requirePart(tree, "advice", REQUIRED_OF_ADVICE, name);
  }

  private static void requirePart(JsonNode tree, String part, List<String> values, String name)
      throws UnreadableRunException {
    if (tree.hasNonNull(part)) {
      JsonFile.require(tree.get(part), values, name + ", " + part);
    }
  }
}
