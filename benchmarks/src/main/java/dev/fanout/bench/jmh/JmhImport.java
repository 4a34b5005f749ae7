package dev.fanout.bench.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.run.RunLog;
import dev.fanout.bench.run.Target;
import dev.fanout.report.csv.ShotsCsv;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Jdk;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.Environment.PlannedShot;
import dev.fanout.report.measurement.JsonFile;
import dev.fanout.report.measurement.MaskedText;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.measurement.UnreadableRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes a run folder of the JSON that plain JMH wrote of this benchmark: each fork is a shot.
 *
 * <p>JMH tells neither the machine nor the single requests, and drops a fork that failed without
 * saying why: such a shot is missing. The time of the run is that of the file.
 */
public final class JmhImport {
  private static final String PREFIX = "jmh-";

  private final String runId;
  private final Path json;
  private final Instant writtenAt;
  private final List<PlannedShot> planned = new ArrayList<>();
  private final List<Shot> shots = new ArrayList<>();
  private final Map<Group, Integer> rounds = new HashMap<>();
  private final Set<String> flagsOfAll;

  private record Group(Case measured, Temperature temperature) {
    static Group of(JmhEntry entry) {
      return new Group(entry.scenario().measuredOnUnknownCores(), entry.temperature());
    }

    @Override
    public String toString() {
      return measured.label() + ", " + temperature.text();
    }
  }

  private JmhImport(Path json, List<JmhEntry> entries) throws IOException {
    this.json = json;
    flagsOfAll = new LinkedHashSet<>(flags(entries.getFirst()));
    entries.forEach(entry -> flagsOfAll.retainAll(flags(entry)));
    runId =
        PREFIX
            + json.getFileName()
                .toString()
                .replaceFirst("[.]json$", "")
                .replaceAll("[^A-Za-z0-9._-]", "-");
    writtenAt = Files.getLastModifiedTime(json).toInstant().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Makes the run folder, {@code runs/jmh-NAME} for the file {@code NAME.json}.
   *
   * @param reports the folder in which {@code runs} lies
   * @throws RefusedException if the file holds no shots of this benchmark, or the folder exists
   */
  public static RunFolder of(Path json, Path reports) throws IOException {
    List<JmhEntry> entries = read(json);
    if (entries.stream().allMatch(entry -> entry.elapsedMs().isEmpty())) {
      throw new RefusedException("%s holds no shot: JMH drops those that fail.".formatted(json));
    }
    requireBatches(entries);
    requireOneRun(json, entries);
    var run = new JmhImport(json, entries);
    entries.forEach(run::add);
    RunLog.checkWritable(reports);
    Path folder = reports.resolve("runs").resolve(run.runId);
    if (Files.exists(folder)) {
      throw new RefusedException(
          "%s exists: to make its reports again, type report %s; to read %s again, remove the folder first."
              .formatted(folder, run.runId, json));
    }
    return RunLog.create(reports, run.environment(entries), run::addTo).folder();
  }

  /** JMH tells the wall time alone, and a stream is about the times of its requests. */
  private static void requireBatches(List<JmhEntry> entries) {
    entries.stream()
        .filter(entry -> entry.scenario().stream() != null)
        .findFirst()
        .ifPresent(
            entry -> {
              throw new RefusedException(
                  "%s was measured with arrivals, and JMH writes down no response times: measure streams with the command run and its --arrivals."
                      .formatted(entry.benchmark()));
            });
  }

  private void addTo(Path draft) throws IOException {
    var folder = new RunFolder(draft);
    for (Shot shot : shots) {
      ShotsCsv.append(folder.shots(), shot);
    }
    Files.writeString(
        folder.jmh().resolve(json.getFileName()), MaskedText.of(Files.readString(json)));
  }

  private static List<JmhEntry> read(Path json) throws IOException {
    try {
      JsonNode list = JsonFile.tree(json);
      if (!list.isArray()) {
        throw new UnreadableRunException("it holds no list");
      }
      var entries = new ArrayList<JmhEntry>();
      for (JsonNode entry : list) {
        entries.add(JmhEntry.of(entry, "entry " + (entries.size() + 1)));
      }
      return entries;
    } catch (UnreadableRunException e) {
      throw new RefusedException(
          "%s is not JSON that JMH wrote of this benchmark: %s.".formatted(json, e.getMessage()));
    }
  }

  /** What JMH wrote in one go has all this in common; entries put together may not. */
  private static void requireOneRun(Path json, List<JmhEntry> entries) {
    requireOne(json, "JVMs", entries, entry -> entry.vmName() + " " + entry.vmVersion());
    requireOne(json, "versions of JMH", entries, JmhEntry::jmhVersion);
    requireOne(json, "values of url", entries, entry -> "'" + entry.url() + "'");
    requireOne(
        json,
        "seeds of drawn delays",
        entries.stream().filter(JmhImport::drawsDelays).toList(),
        JmhEntry::seed);
    entries.stream()
        .collect(
            Collectors.groupingBy(
                entry -> Group.of(entry).measured(), LinkedHashMap::new, Collectors.toList()))
        .forEach(
            (measured, same) ->
                requireOne(
                    json,
                    "sets of JVM flags of " + measured.label(),
                    same,
                    entry -> String.join(" ", flags(entry))));
    entries.stream()
        .collect(Collectors.groupingBy(Group::of, LinkedHashMap::new, Collectors.toList()))
        .forEach(
            (group, same) -> {
              String of = " of " + group;
              requireOne(json, "values of forks" + of, same, e -> Integer.toString(e.forks()));
              if (same.stream().map(JmhEntry::primaryMetric).distinct().count() < same.size()) {
                throw new RefusedException("%s holds the scores%s twice.".formatted(json, of));
              }
            });
  }

  private static void requireOne(
      Path json, String what, List<JmhEntry> entries, Function<JmhEntry, String> value) {
    List<String> values = entries.stream().map(value).distinct().toList();
    if (values.size() > 1) {
      throw new RefusedException(
          "%s holds several %s, which do not make one run: %s. Write a file for each."
              .formatted(json, what, String.join(" and ", values)));
    }
  }

  private static boolean drawsDelays(JmhEntry entry) {
    return !entry.scenario().work().delay().isFixed();
  }

  private void add(JmhEntry entry) {
    List<Double> elapsed = entry.elapsedMs();
    Group group = Group.of(entry);
    Double floorMs =
        entry.scenario().floorOnUnknownCores().map(floor -> (double) floor.toMillis()).orElse(null);
    List<String> own = flags(entry).stream().filter(flag -> !flagsOfAll.contains(flag)).toList();
    for (int fork = 0; fork < Math.max(entry.forks(), elapsed.size()); fork++) {
      int round = rounds.merge(group, 1, Integer::sum);
      planned.add(
          new PlannedShot(
              group.measured(), group.temperature(), round, floorMs, server(entry), own));
      if (fork < elapsed.size()) {
        shots.add(
            new Shot(
                runId,
                round,
                group.measured(),
                group.temperature(),
                floorMs,
                elapsed.get(fork),
                group.measured().requests(),
                0,
                writtenAt,
                null,
                null,
                Map.of()));
      }
    }
  }

  private Environment environment(List<JmhEntry> entries) {
    JmhEntry any = entries.getFirst();
    Case measured = planned.getFirst().measured();
    return new Environment(
        runId,
        writtenAt,
        null,
        shots.size() == planned.size() ? Outcome.COMPLETE : Outcome.INCOMPLETE,
        null,
        new Jdk(any.vmVersion(), null, List.copyOf(flagsOfAll), null, null),
        Map.of("jmh", any.jmhVersion()),
        null,
        "JMH, read from " + json.getFileName(),
        entries.stream().map(JmhImport::server).distinct().collect(Collectors.joining("; ")),
        new Environment.Plan(
            "jmh",
            measured.requests(),
            measured.delayMs(),
            null,
            List.copyOf(planned),
            !any.scenario().work().kind().setsDelay()));
  }

  /** Without the harness's own properties, which every measured JVM is given. */
  private static List<String> flags(JmhEntry entry) {
    return entry.jvmArgs().stream()
        .filter(flag -> !flag.startsWith("-Dfanout."))
        .distinct()
        .toList();
  }

  private static String server(JmhEntry entry) {
    if (!entry.url().isEmpty()) {
      return entry.url();
    }
    String server = Target.slowServer(entry.scenario().server());
    // The order was not shuffled, so there is no seed of the plan that could tell.
    return drawsDelays(entry) ? "%s, seed %s".formatted(server, entry.seed()) : server;
  }
}
