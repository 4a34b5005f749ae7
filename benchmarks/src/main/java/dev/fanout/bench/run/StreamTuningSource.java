package dev.fanout.bench.run;

import dev.fanout.bench.tune.Tuner;
import dev.fanout.bench.tune.stream.StreamQuestion;
import dev.fanout.bench.tune.stream.StreamTuned;
import dev.fanout.bench.tune.stream.StreamTuner;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.summary.Results;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.SizeFailure;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.Tuning.SizeLimit;
import dev.fanout.report.tuning.TuningFile;
import dev.fanout.server.TimeSpan;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The shots of a search for response times: which one is fired next depends on those before. */
final class StreamTuningSource implements ShotSource {
  private static final String PRESET = "tune";
  private static final int SPARE_SHARE = 10; // of the budget, for shots that take longer

  private final StreamQuestion question;
  private final ServerProbe serverProbe;
  private final StreamTuner tuner;
  private final Probe probe;
  private final Optional<SizeFailure> probeFailure;
  private final SizeLimit mostFrom;
  private final Experiment.Start start;
  private @Nullable StreamTuned tuned;
  private @Nullable Tuning tuning;
  private @Nullable String gone;

  /**
   * A search that follows the probe.
   *
   * @param question with what the probe found
   * @param probeFailure the smallest burst that failed
   * @param mostFrom what set the largest size
   * @param start since when the budget is counted
   */
  StreamTuningSource(
      StreamQuestion question,
      ServerProbe serverProbe,
      StreamTuner tuner,
      Probe probe,
      Optional<SizeFailure> probeFailure,
      SizeLimit mostFrom,
      Experiment.Start start) {
    this.question = question;
    this.serverProbe = serverProbe;
    this.tuner = tuner;
    this.probe = probe;
    this.probeFailure = probeFailure;
    this.mostFrom = mostFrom;
    this.start = start;
  }

  @Override
  public Environment.Plan recorded() {
    return new Environment.Plan(
        PRESET,
        tuner
            .first()
            .map(first -> first.requests(question.seed()))
            .orElse(question.base().requests()),
        question.base().work().delay().median().toMillis(),
        question.seed(),
        List.of(),
        !question.base().work().kind().setsDelay());
  }

  @Override
  public void fireAll(ShotRunner runner) throws IOException, InterruptedException {
    Duration budget = question.base().budget();
    var shots = new BudgetedShots(serverProbe, probe.waitMs(), runner, start.at(), budget);
    tuned =
        tuner.tune(
            new StreamShots(question, shots, start.say()),
            budget.minus(budget.dividedBy(SPARE_SHARE)));
    gone = shots.gone();
  }

  @Override
  public void record(RunFolder folder, boolean interrupted) throws IOException {
    StreamTuned found = tuned;
    if (found == null) {
      return; // the search could not go on
    }
    tuning =
        found.tell(
            mostFrom,
            probe,
            probeFailure.orElse(null),
            TuningRun.since(start.at()),
            interrupted ? "The search was interrupted." : trouble(found));
    TuningFile.write(folder.tuning(), tuning);
  }

  private @Nullable String trouble(StreamTuned found) {
    return switch (found.end()) {
      case CERTAIN -> null;
      case BUDGET ->
          (found.isMet()
                  ? "The budget of %s ended the search before every doubt was settled; a longer one"
                      + " settles more."
                  : "The budget of %s was used up before anything was found that keeps the goal:"
                      + " give a longer --budget.")
              .formatted(TimeSpan.text(question.base().budget()));
      case FAILED -> failed(found);
      case DISTURBED ->
          "%d shots in a row did not count, so the search ended. The last of them: %s"
              .formatted(Tuner.MOST_DISTURBED, found.disturbance());
    };
  }

  private String failed(StreamTuned found) {
    String now =
        gone == null ? "" : " Now the server does not answer a single call rightly: " + gone;
    return found.isMet()
        ? "A shot failed, and the search could not go on." + now
        : "A shot failed, so nothing is recommended." + now;
  }

  @Override
  public ExitCode conclude(Results results, Consumer<String> say) {
    Advice advice = tuning == null ? null : tuning.advice();
    if (advice == null) {
      return ExitCode.INCOMPLETE;
    }
    return advice.goalMet() ? ExitCode.SUCCESS : ExitCode.NOT_MET;
  }
}
