package dev.fanout.bench.jmh;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.report.file.Replacement;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Parameter.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/**
 * JMH's own JSON, a file per case; in it an entry per temperature, and in that each shot as a fork.
 */
final class JmhFiles {
  private final Path folder;
  private final Map<Case, Map<String, Entry>> cases = new HashMap<>();
  private final Map<Case, Path> files = new HashMap<>();

  private record Entry(BenchmarkParams params, List<BenchmarkResult> forks) {}

  JmhFiles(Path folder) {
    this.folder = folder;
  }

  /** JMH's own output of the whole run. */
  Path log() {
    return folder.resolve("output.txt");
  }

  /** Adds a shot's result to the file of its case. */
  void add(ShotPlan shot, RunResult result) throws IOException {
    Map<String, Entry> entries =
        cases.computeIfAbsent(shot.measured(), measured -> new LinkedHashMap<>());
    entries
        .computeIfAbsent(
            shot.temperature().text(), name -> new Entry(result.getParams(), new ArrayList<>()))
        .forks()
        .addAll(result.getBenchmarkResults());
    List<RunResult> merged =
        entries.values().stream().map(each -> new RunResult(each.params(), each.forks())).toList();
    write(merged, file(shot.measured()));
  }

  /** Writes JMH's JSON of these results, over what was there. */
  static void write(Collection<RunResult> results, Path file) throws IOException {
    var json = new ByteArrayOutputStream(); // a PrintStream onto a file tells of no full disk
    try (var out = new PrintStream(json, false, UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
    }
    new Replacement().put(file, json.toByteArray()).carryOut();
  }

  /** The file of a case, which has a name of its own. */
  Path file(Case measured) {
    return files.computeIfAbsent(
        measured,
        one ->
            names(one)
                .map(name -> folder.resolve(name.replaceAll("[^A-Za-z0-9]+", "-") + ".json"))
                .filter(file -> !files.containsValue(file))
                .findFirst()
                .orElseThrow());
  }

  /** Its label; that and its work, where another case has that label; and so on. */
  private static Stream<String> names(Case measured) {
    String label = measured.label();
    String delay = measured.delay() == null ? measured.delayMs() + "ms" : measured.delay();
    String others =
        Parameter.of(Role.WORK).stream()
            .filter(each -> !each.isLabelled() && each.compareTo(Parameter.DELAY) > 0)
            .flatMap(each -> Optional.ofNullable(each.withUnit(measured.value(each))).stream())
            .map(value -> " " + value)
            .collect(Collectors.joining());
    String whole = "%s %d requests %s%s".formatted(label, measured.requests(), delay, others);
    return Stream.concat(
        Stream.of(label, whole), Stream.iterate(2, n -> n + 1).map(n -> whole + " " + n));
  }
}
