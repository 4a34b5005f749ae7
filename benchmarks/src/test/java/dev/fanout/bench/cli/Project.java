package dev.fanout.bench.cli;

import dev.fanout.report.csv.RequestsCsv;
import dev.fanout.report.csv.ShotsCsv;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Jdk;
import dev.fanout.report.measurement.Environment.Machine;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.Environment.Plan;
import dev.fanout.report.measurement.Environment.PlannedShot;
import dev.fanout.report.measurement.EnvironmentFile;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import picocli.CommandLine;

/** A made-up project with runs in it, and a command line that takes it for its own. */
final class Project {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

  private final Path root;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  Project(Path root) {
    this.root = root;
  }

  Path reports() {
    return root.resolve("reports");
  }

  RunFolder run(String id) {
    return new RunFolder(reports().resolve("runs").resolve(id));
  }

  /** Points {@code latest} at a run. */
  void latest(String id) throws IOException {
    Files.createSymbolicLink(reports().resolve("latest"), Path.of("runs", id));
  }

  /** A run of 100 requests to virtual threads, a shot for each wall time. */
  RunFolder measured(String id, double... elapsedMs) throws IOException {
    return measured(id, 3_000, "25", 2, elapsedMs);
  }

  RunFolder measured(String id, long delayMs, String jdk, int cores, double... elapsedMs)
      throws IOException {
    var measured =
        new Case("virtual-threads", null, "okhttp", null, null, 100, "hello", 100, delayMs);
    RunFolder folder = run(id);
    Files.createDirectories(folder.path());
    List<PlannedShot> planned =
        IntStream.rangeClosed(1, elapsedMs.length)
            .mapToObj(round -> new PlannedShot(measured, Temperature.WARM, round, 3_000.0))
            .toList();
    EnvironmentFile.write(
        folder.environment(),
        new Environment(
            id,
            START,
            null,
            Outcome.RUNNING,
            new Machine("Linux", "amd64", "CPU", cores, 8_192L, null, null, null),
            new Jdk(jdk, "Vendor", List.of(), null, null),
            Map.of(),
            null,
            "fanout run",
            "slow server",
            new Plan("tutorial", 100, delayMs, 1L, planned)));
    ShotsCsv.create(folder.shots());
    RequestsCsv.create(folder.requests());
    for (PlannedShot shot : planned) {
      ShotsCsv.append(folder.shots(), shot(id, shot, elapsedMs[shot.round() - 1]));
    }
    return folder;
  }

  private static Shot shot(String id, PlannedShot planned, double elapsedMs) {
    return new Shot(
        id,
        planned.round(),
        planned.measured(),
        planned.temperature(),
        planned.floorMs(),
        elapsedMs,
        100,
        0,
        START,
        null,
        null,
        Map.of(Metric.OPEN_MS, 1.0, Metric.SERVER_PEAK_IN_FLIGHT, 100.0));
  }

  CommandLine commandLine() {
    return Fanout.commandLine(root);
  }

  int fanout(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    CommandLine commandLine = commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
