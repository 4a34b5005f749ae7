package dev.fanout.bench.run;

import dev.fanout.bench.backend.FailureText;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.report.RunReport;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.summary.Results;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/** One invocation that measures: from the announcement to the printed results. */
public final class RunSession {
  /**
   * What a session finds around it.
   *
   * @param lock the file that only one session of the machine can lock
   * @param interruptions begins to listen for the signal to end
   * @param shooters what fires the shots, given a folder for its own records
   * @param reporter writes the reports
   */
  record Surroundings(
      Path lock,
      Supplier<Interruption> interruptions,
      Function<Path, Shooter> shooters,
      RunLog.Reporter reporter) {}

  private final Path root;
  private final Path reports;
  private final String command;
  private final PrintWriter out;
  private final Surroundings surroundings;

  /**
   * A session on this machine.
   *
   * @param root the folder in which {@code reports} lies
   * @param command what the user typed, for the record
   * @param shooters what fires the shots, given a folder for its own records
   */
  public RunSession(Path root, String command, PrintWriter out, Function<Path, Shooter> shooters) {
    this(
        root,
        command,
        out,
        new Surroundings(MachineLock.file(), Interruption::listen, shooters, RunReport::write));
  }

  RunSession(Path root, String command, PrintWriter out, Surroundings surroundings) {
    this.root = root;
    this.reports = root.resolve("reports");
    this.command = command;
    this.out = out;
    this.surroundings = surroundings;
  }

  /**
   * Carries the experiment out.
   *
   * @return the exit code: 0 if every shot came and is valid, and shows what was asked for; 1 if
   *     something is missing or invalid; 3 if it does not show that; 130 if it was interrupted
   * @throws RefusedException if machine, server or budget do not allow it: nothing was measured
   */
  public int carryOut(Experiment experiment) throws IOException, InterruptedException {
    return exitCode(experiment).number();
  }

  private ExitCode exitCode(Experiment experiment) throws IOException, InterruptedException {
    experiment.check();
    RunLog.checkWritable(reports);
    try (var _ = MachineLock.acquire(surroundings.lock());
        Interruption interruption = surroundings.interruptions().get()) {
      Instant begun = Instant.now();
      say(experiment.announcement(begun));
      try (Targets targets = experiment.open()) {
        var start = new Experiment.Start(begun, interruption.told(), this::say);
        return measure(experiment.prepare(targets, start), targets, interruption);
      } catch (IOException | RefusedException e) {
        if (interruption.explainsFailure()) {
          say("The run was interrupted.");
          return ExitCode.INTERRUPTED;
        }
        throw e;
      }
    }
  }

  private ExitCode measure(ShotSource source, Targets targets, Interruption interruption)
      throws IOException, InterruptedException {
    RunLog log = begin(source, targets);
    try (Progress progress = Progress.of(out);
        Shooter shooter = surroundings.shooters().apply(log.folder().jmh())) {
      source.fireAll(new ShotRunner(shooter, targets, log, progress, interruption));
    } catch (IOException | RuntimeException e) {
      if (!interruption.explainsFailure()) {
        say("The run cannot go on: " + FailureText.of(e)); // the rest is reported as missing
      }
    }
    interruption.writing();
    boolean interrupted = interruption.happened();
    Outcome outcome = log.end(interrupted, source.isComplete());
    source.record(log.folder(), interrupted);
    Results results = RunReport.read(log.folder());
    say(System.lineSeparator() + RunReport.console(results));
    ExitCode shown = source.conclude(results, this::say);
    boolean written = log.report(results, surroundings.reporter(), this::say);
    if (interrupted) {
      return ExitCode.INTERRUPTED;
    }
    return written && outcome == Outcome.COMPLETE ? shown : ExitCode.INCOMPLETE;
  }

  private RunLog begin(ShotSource source, Targets targets) throws IOException {
    Instant now = Instant.now();
    return RunLog.create(
        reports,
        EnvironmentProbe.probe(
            RunLog.runId(reports, now), now, source.recorded(), targets.describe(), command, root));
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
