package dev.fanout.report;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Advice.Limit;
import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.Probe.Server;
import dev.fanout.report.tuning.SizeUnit;
import dev.fanout.report.tuning.TunedSize;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.Tuning.SizeLimit;
import dev.fanout.report.tuning.Tuning.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches for the best pool size made up for tests; of 100 requests of 200 ms. */
public final class MadeUpTunings {
  private static final int REQUESTS = 100;
  private static final int CAPACITY = 60;
  private static final JsonMapper JSON = new JsonMapper();

  private MadeUpTunings() {}

  /** A thread pool against a server that answers 60 at once: 50 threads are enough. */
  public static Tuning pool() {
    return new Tuning(
        "fixed-thread-pool",
        "makespan",
        REQUESTS,
        REQUESTS,
        SizeLimit.REQUESTS,
        120_000,
        31_500,
        new Probe(5, 200.5, 0.4, 2, Server.QUEUES, REQUESTS, CAPACITY, true),
        null,
        theory(),
        List.of(
            size(10, 3, 2_021.0, 0, null),
            size(25, 3, 808.0, 0, null),
            size(34, 1, 609.0, 0, null),
            size(49, 0, null, 3, 606.5),
            size(50, 3, 404.0, 3, 405.0),
            size(60, 3, 403.0, 3, 404.0),
            size(100, 3, 406.0, 0, null)),
        null,
        null,
        new Advice(
            50,
            true,
            60,
            50,
            null,
            Limit.SERVER,
            "ExecutorService pool = Executors.newFixedThreadPool(50);",
            true,
            0.0025),
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** The same numbers of connections, behind virtual threads without a limit. */
  public static Tuning connections(String client) {
    return with(
        "/model",
        "virtual-threads",
        "/unit",
        SizeUnit.CONNECTIONS,
        "/client",
        client,
        "/advice/java",
        "config.setMaximumPoolSize(50); // of a HikariConfig");
  }

  private static List<Step> theory() {
    var steps = new ArrayList<Step>();
    for (int size = 1; size <= CAPACITY; size++) {
      double wall = predicted(size);
      if (steps.isEmpty() || steps.getLast().predictedMs() != wall) {
        steps.add(new Step(size, wall));
      }
    }
    return steps;
  }

  private static double predicted(int size) {
    return Math.ceilDiv(REQUESTS, Math.min(size, CAPACITY)) * 200.0;
  }

  private static TunedSize size(
      int size, int shots, @Nullable Double medianMs, int proofShots, @Nullable Double proofMs) {
    return new TunedSize(
        size,
        predicted(size),
        shots,
        medianMs,
        medianMs == null ? null : Double.valueOf(medianMs - 2),
        medianMs == null ? null : Double.valueOf(medianMs + 2),
        size > CAPACITY ? 402.5 : 203.5,
        proofShots,
        proofMs,
        proofMs == null ? null : Double.valueOf(204.5),
        20 + size,
        60 + size / 4.0,
        100 + size / 2.0);
  }

  /**
   * The same search with some values replaced.
   *
   * @param changes JSON pointers, such as {@code /advice/goalMet}, each followed by its value
   */
  public static Tuning with(@Nullable Object... changes) {
    JsonNode tree = JSON.valueToTree(pool());
    for (int i = 0; i < changes.length; i += 2) {
      JsonPointer at = JsonPointer.compile((String) changes[i]);
      JsonNode value = JSON.valueToTree(changes[i + 1]);
      JsonNode parent = tree.at(at.head());
      if (parent instanceof ArrayNode array) {
        array.set(at.last().getMatchingIndex(), value);
      } else {
        ((ObjectNode) parent).set(at.last().getMatchingProperty(), value);
      }
    }
    try {
      return JSON.treeToValue(tree, Tuning.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
