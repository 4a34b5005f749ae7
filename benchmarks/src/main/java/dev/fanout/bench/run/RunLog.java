package dev.fanout.bench.run;

import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.report.csv.RequestsCsv;
import dev.fanout.report.csv.ShotsCsv;
import dev.fanout.report.file.NewFolder;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.EnvironmentFile;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.summary.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The run folder while the run goes on: every shot is on disk as soon as it is over. */
public final class RunLog {
  private static final DateTimeFormatter RUN_ID =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Writes all reports of a run. */
  interface Reporter {
    void write(Results results, RunFolder folder) throws IOException;
  }

  private final Path reports;
  private final RunFolder folder;
  private final List<Shot> shots = new ArrayList<>();
  private final @Nullable Integer planned;
  private Environment environment;
  private @Nullable IOException unwritten;

  private RunLog(Path reports, RunFolder folder, Environment environment) {
    this.reports = reports;
    this.folder = folder;
    this.environment = environment;
    int known = environment.plan().shots().size();
    planned = known == 0 ? null : known;
  }

  /** The id of a run that starts now: its second, and a number if that second has a run already. */
  static String runId(Path reports, Instant startedAt) {
    String second = RUN_ID.format(startedAt);
    String id = second;
    for (int number = 2; Files.exists(runs(reports).resolve(id)); number++) {
      id = second + "-" + number;
    }
    return id;
  }

  /**
   * Makes sure, before anything is started, that run folders can be made.
   *
   * @throws RefusedException if not
   */
  public static void checkWritable(Path reports) throws IOException {
    for (Path folder : List.of(reports, runs(reports))) {
      try {
        Files.delete(Files.createTempDirectory(Files.createDirectories(folder), ".probe"));
      } catch (IOException e) {
        throw new RefusedException(
            "The results go to %s, and no folder can be made there. %s."
                .formatted(folder, Reason.of(e)));
      }
    }
    new Latest(reports).requireOurs();
  }

  private static Path runs(Path reports) {
    return reports.resolve("runs");
  }

  /** Makes the folder, and all files in it that are added to. */
  static RunLog create(Path reports, Environment environment) throws IOException {
    return create(reports, environment, draft -> {});
  }

  /** Makes the folder with all that is known from the start; it appears whole or not at all. */
  public static RunLog create(Path reports, Environment environment, NewFolder.Filling known)
      throws IOException {
    Path place = runs(reports).resolve(environment.runId());
    NewFolder.make(
        place,
        draft -> {
          var folder = new RunFolder(draft);
          Files.createDirectory(folder.jmh());
          ShotsCsv.create(folder.shots());
          RequestsCsv.create(folder.requests());
          EnvironmentFile.write(folder.environment(), environment);
          known.fill(draft);
        });
    return new RunLog(reports, new RunFolder(place), environment);
  }

  /** Where it lies. */
  public RunFolder folder() {
    return folder;
  }

  /** The number of shots, if it is known from the start. */
  @Nullable Integer planned() {
    return planned;
  }

  /** The number of the next shot, from 1. */
  int next() {
    return shots.size() + 1;
  }

  /** Records that a shot is planned, unless it was from the start. */
  void plan(ShotPlan shot, Target target) throws IOException {
    if (planned == null) {
      environment = environment.planning(shot.recordedAt(target.describes()));
      EnvironmentFile.write(folder.environment(), environment);
    }
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

  /**
   * Records how the run ended; where that cannot be written, {@link #report} says so.
   *
   * @param allElse whether all came that is not a shot
   */
  Outcome end(boolean interrupted, boolean allElse) {
    boolean allValid =
        allElse
            && shots.size() == environment.plan().shots().size()
            && shots.stream().allMatch(Shot::valid);
    Outcome outcome =
        interrupted ? Outcome.INTERRUPTED : allValid ? Outcome.COMPLETE : Outcome.INCOMPLETE;
    environment = environment.ended(outcome, Instant.now());
    try {
      EnvironmentFile.write(folder.environment(), environment);
    } catch (IOException e) {
      unwritten = e;
    }
    return outcome;
  }

  /**
   * Writes all reports and points {@code latest} at this run; says where they are, or what could
   * not be written.
   *
   * @return whether all was written
   */
  boolean report(Results results, Reporter reporter, Consumer<String> say) {
    try {
      if (unwritten != null) {
        throw unwritten;
      }
      reporter.write(results, folder);
      new Latest(reports).point(folder.path());
      say.accept("Report: " + folder.page());
      return true;
    } catch (IOException e) {
      say.accept(
          "The report could not be written. %s. The measurements are kept; once that is corrected, make the report with: report %s"
              .formatted(Reason.of(e), folder.path().getFileName()));
      return false;
    }
  }
}
