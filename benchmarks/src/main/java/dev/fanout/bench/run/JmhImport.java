package dev.fanout.bench.run;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fanout.bench.model.FanOutBenchmark;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Jdk;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.Environment.PlannedShot;
import dev.fanout.report.measurement.MaskedText;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Makes a run folder of the JSON that plain JMH wrote of this benchmark: each fork is a shot.
 *
 * <p>JMH tells neither the machine nor the single requests, and drops a fork that failed without
 * saying why: such a shot is missing. The time of the run is that of the file.
 */
public final class JmhImport {
  private static final String PREFIX = "jmh-";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .defaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
          .build();

  private final String runId;
  private final Path json;
  private final Instant writtenAt;
  private final List<PlannedShot> planned = new ArrayList<>();
  private final List<Shot> shots = new ArrayList<>();
  private final Map<Group, Integer> rounds = new HashMap<>();

  private record Group(Case measured, Temperature temperature) {}

  private JmhImport(Path json) throws IOException {
    this.json = json;
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
    if (entries.stream().map(entry -> entry.asSet().url).distinct().count() > 1) {
      throw new RefusedException(
          "%s holds shots on several servers, which do not make one run: write a file for each url."
              .formatted(json));
    }
    var run = new JmhImport(json);
    entries.forEach(run::add);
    if (run.shots.isEmpty()) {
      throw new RefusedException("%s holds no shot: JMH drops those that fail.".formatted(json));
    }
    RunLog.checkWritable(reports);
    Path folder = reports.resolve("runs").resolve(run.runId);
    if (Files.exists(folder)) {
      throw new RefusedException(
          "%s exists: its reports are made anew with report %s; to read %s again, remove it first."
              .formatted(folder, run.runId, json));
    }
    return RunLog.create(reports, run.environment(entries), run::addTo).folder();
  }

  private void addTo(RunLog log) throws IOException {
    for (Shot shot : shots) {
      log.add(shot, List.of());
    }
    Files.writeString(
        log.folder().jmh().resolve(json.getFileName()), MaskedText.of(Files.readString(json)));
  }

  private static List<JmhEntry> read(Path json) throws IOException {
    try {
      var entries = new ArrayList<JmhEntry>();
      JsonNode list = JSON.readTree(Files.readString(json));
      if (!list.isArray()) {
        throw notJmhs(json, "it holds no list");
      }
      for (JsonNode entry : list) {
        if (!entry.isObject()) {
          throw notJmhs(json, entry + " is no benchmark");
        }
        entries.add(JSON.treeToValue(entry, JmhEntry.class));
      }
      return entries;
    } catch (CharacterCodingException e) {
      throw notJmhs(json, "it is no text");
    } catch (JsonProcessingException e) {
      throw notJmhs(json, e.getOriginalMessage().lines().findFirst().orElse("it is cut short"));
    }
  }

  private static RefusedException notJmhs(Path json, String why) {
    return new RefusedException(
        "%s is no JSON that JMH wrote of this benchmark: %s.".formatted(json, why));
  }

  private void add(JmhEntry entry) {
    FanOutBenchmark set = entry.asSet();
    List<Double> elapsed = entry.elapsedMs();
    var group = new Group(set.measured(), set.temperature);
    for (int fork = 0; fork < Math.max(entry.forks(), elapsed.size()); fork++) {
      int round = rounds.merge(group, 1, Integer::sum);
      double floorMs = set.floor().toMillis();
      planned.add(new PlannedShot(group.measured(), group.temperature(), round, floorMs));
      if (fork < elapsed.size()) {
        shots.add(
            new Shot(
                runId,
                round,
                group.measured(),
                group.temperature(),
                floorMs,
                null,
                elapsed.get(fork),
                group.measured().requests(),
                0,
                null,
                writtenAt,
                null,
                null,
                null));
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
        new Jdk(any.vmVersion(), null, flags(any), null),
        Map.of("jmh", any.jmhVersion()),
        null,
        "JMH, read from " + json.getFileName(),
        entries.stream().map(JmhImport::server).distinct().collect(Collectors.joining(", ")),
        new Environment.Plan(
            "jmh", measured.requests(), measured.delayMs(), null, List.copyOf(planned)));
  }

  /** Without the harness's own properties, which every measured JVM is given. */
  private static List<String> flags(JmhEntry entry) {
    return entry.jvmArgs().stream()
        .filter(flag -> !flag.startsWith("-Dfanout."))
        .distinct()
        .toList();
  }

  private static String server(JmhEntry entry) {
    FanOutBenchmark set = entry.asSet();
    return set.url.isEmpty()
        ? Target.slowServer(
            set.work().delay(),
            set.handlerThreads == 0 ? OptionalInt.empty() : OptionalInt.of(set.handlerThreads))
        : set.url;
  }
}
