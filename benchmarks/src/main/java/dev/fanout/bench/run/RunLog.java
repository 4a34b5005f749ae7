package dev.fanout.bench.run;

import dev.fanout.bench.plan.Planned;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.report.csv.RequestsCsv;
import dev.fanout.report.csv.ShotsCsv;
import dev.fanout.report.file.NewFolder;
import dev.fanout.report.file.Replacement;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.EnvironmentFile;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.Shot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.RunResult;

/** The run folder while the run goes on: every shot is on disk as soon as it is over. */
final class RunLog {
  private static final DateTimeFormatter RUN_ID =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss'Z'").withZone(ZoneOffset.UTC);

  private final Path reports;
  private final RunFolder folder;
  private final JmhFiles jmh;
  private final List<Shot> shots = new ArrayList<>();
  private Environment environment;

  private RunLog(Path reports, RunFolder folder, Environment environment) {
    this.reports = reports;
    this.folder = folder;
    this.environment = environment;
    jmh = new JmhFiles(folder.jmh());
  }

  /** The id of a run that starts now. */
  static String runId(Instant startedAt) {
    return RUN_ID.format(startedAt);
  }

  /**
   * Makes sure, before anything is started, that run folders can be made.
   *
   * @throws RefusedException if not
   */
  static void checkWritable(Path reports) {
    for (Path folder : List.of(reports, runs(reports))) {
      try {
        Files.delete(Files.createTempDirectory(Files.createDirectories(folder), ".probe"));
      } catch (IOException e) {
        throw new RefusedException(
            "%s is not writable (%s): mend that, for the results go there."
                .formatted(folder, e.getClass().getSimpleName()));
      }
    }
    if (Files.exists(latest(reports), LinkOption.NOFOLLOW_LINKS)
        && !Files.isSymbolicLink(latest(reports))) {
      throw new RefusedException(
          "%s is no symbolic link, so it cannot be pointed at this run: move it out of the way."
              .formatted(latest(reports)));
    }
  }

  private static Path latest(Path reports) {
    return reports.resolve("latest");
  }

  private static Path runs(Path reports) {
    return reports.resolve("runs");
  }

  /** Makes the folder, and all files in it that are added to. */
  static RunLog create(Path reports, Environment environment) throws IOException {
    return create(reports, environment, begun -> {});
  }

  /** Adds to a run folder what is known from the start. */
  interface Known {
    void addTo(RunLog begun) throws IOException;
  }

  /** Makes the folder with all that is known from the start; it appears whole or not at all. */
  static RunLog create(Path reports, Environment environment, Known known) throws IOException {
    Path place = runs(reports).resolve(environment.runId());
    NewFolder.make(
        place,
        draft -> {
          var folder = new RunFolder(draft);
          Files.createDirectory(folder.jmh());
          ShotsCsv.create(folder.shots());
          RequestsCsv.create(folder.requests());
          EnvironmentFile.write(folder.environment(), environment);
          known.addTo(new RunLog(reports, folder, environment));
        });
    return new RunLog(reports, new RunFolder(place), environment);
  }

  RunFolder folder() {
    return folder;
  }

  /** The file to which JMH's own output goes. */
  Path jmhOutput() {
    return jmh.log();
  }

  /** Records that a shot is planned, where the plan is made as the run goes. */
  void plan(Planned shot, Target target) throws IOException {
    environment = environment.planning(JmhShot.recorded(shot, target));
    EnvironmentFile.write(folder.environment(), environment);
  }

  /** Records a shot, and the requests that are known of it. */
  void add(Shot shot, List<RequestTrace> requests) throws IOException {
    try {
      RequestsCsv.append(folder.requests(), shot, requests);
    } finally {
      ShotsCsv.append(folder.shots(), shot); // for it there may be room on a disk that is full
      shots.add(shot);
    }
  }

  /** Records JMH's own result. */
  void add(Planned shot, RunResult result) throws IOException {
    jmh.add(shot, result);
  }

  /** Records how the run ended. */
  Outcome end(boolean interrupted) throws IOException {
    boolean allValid =
        shots.size() == environment.plan().shots().size() && shots.stream().allMatch(Shot::valid);
    Outcome outcome =
        interrupted ? Outcome.INTERRUPTED : allValid ? Outcome.COMPLETE : Outcome.INCOMPLETE;
    environment = environment.ended(outcome, Instant.now());
    EnvironmentFile.write(folder.environment(), environment);
    return outcome;
  }

  /** Points {@code latest} at this run. */
  void pointLatest() throws IOException {
    Path real = reports.toRealPath(); // it may itself be a link, set by the user
    new Replacement().link(latest(real), reports.relativize(folder.path())).carryOut();
  }
}
