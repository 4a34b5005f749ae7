package dev.fanout.bench.run;

import dev.fanout.bench.tune.Advisor;
import dev.fanout.bench.tune.Question;
import dev.fanout.bench.tune.Search;
import dev.fanout.bench.tune.Tuned;
import dev.fanout.bench.tune.Tuner;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.summary.Results;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Capacity;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.TuningFile;
import dev.fanout.server.TimeSpan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The shots of a search: which size is fired next depends on the shots before. */
final class SizeSearch implements ShotSource {
  private static final String PRESET = "tune";
  private static final int SPARE_SHARE = 10; // of the budget

  private final Question question;
  private final ServerProbe probe;
  private final Advisor advisor;
  private final Instant begun;
  private final Consumer<String> say;
  private @Nullable Tuned tuned;
  private @Nullable Tuning tuning;
  private @Nullable String gone;

  /**
   * A search that follows the probe.
   *
   * @param question with what the probe found
   * @param advisor makes the recommendation
   * @param begun since when the budget is counted
   * @param say what it has found so far is said
   */
  SizeSearch(
      Question question, ServerProbe probe, Advisor advisor, Instant begun, Consumer<String> say) {
    this.question = question;
    this.probe = probe;
    this.advisor = advisor;
    this.begun = begun;
    this.say = say;
  }

  @Override
  public Environment.Plan recorded() {
    return new Environment.Plan(
        PRESET,
        question.requests(),
        question.work().delay().median().toMillis(),
        question.work().seed(),
        List.of(),
        !question.work().kind().setsDelay());
  }

  @Override
  public void fireAll(ShotRunner runner) throws IOException, InterruptedException {
    var random = new Random(question.work().seed());
    var search = new Search(question.goal(), advisor.theory(), advisor.most(), random);
    var shots =
        new BudgetedShots(probe, advisor.probe().waitMs(), runner, begun, question.budget());
    tuned =
        new Tuner(new SizeBench(question, shots, say), search, planned(question.budget()), random)
            .tune();
    gone = shots.gone();
  }

  @Override
  public void record(RunFolder folder, boolean interrupted) throws IOException {
    if (tuned == null) {
      return; // the search could not go on
    }
    tuning =
        advisor.tell(
            tuned,
            Duration.between(begun, Instant.now()),
            interrupted ? "The search was interrupted." : trouble(tuned));
    TuningFile.write(folder.tuning(), tuning);
  }

  @Override
  public ExitCode conclude(Results results, Consumer<String> say) {
    Advice advice = tuning == null ? null : tuning.advice();
    if (advice == null || tuned == null) {
      return ExitCode.INCOMPLETE;
    }
    return advice.goalMet() && !tuned.isRefuted() ? ExitCode.SUCCESS : ExitCode.NOT_MET;
  }

  /**
   * What shots are planned for: the rest is for those that take longer than they are thought to.
   */
  private static Duration planned(Duration budget) {
    return budget.minus(budget.dividedBy(SPARE_SHARE));
  }

  private @Nullable String trouble(Tuned tuned) {
    return switch (tuned.end()) {
      case CERTAIN -> doubt(tuned);
      case BUDGET -> unsettled(tuned).formatted(TimeSpan.text(question.budget()));
      case FAILED -> failed(tuned);
      case DISTURBED ->
          "%d shots in a row did not count, so the search ended before every doubt was settled. The last of them: %s"
              .formatted(Tuner.MOST_DISTURBED, tuned.disturbance());
    };
  }

  private static String unsettled(Tuned tuned) {
    if (tuned.choice().isEmpty()) {
      return "The budget of %s was used up before the search had found a size, so nothing is"
          + " recommended: give a longer --budget.";
    }
    return tuned.capacity().filter(Capacity::changes).isPresent()
        ? "The budget of %s ended the search early, and the server's capacity changes from shot to"
            + " shot: more shots tell how often, but hardly more of the size."
        : "The budget of %s ended the search before every doubt was settled; a longer one settles"
            + " more.";
  }

  private String failed(Tuned tuned) {
    String now =
        gone == null ? "" : " Now the server does not answer a single call rightly: " + gone;
    return tuned.choice().isEmpty()
        ? "A shot failed, so nothing is recommended." + now
        : "A shot failed, and the search could not go on." + now;
  }

  private @Nullable String doubt(Tuned tuned) {
    Double little = advisor.little();
    return little == null || tuned.isMet() || Question.FEWEST_ROUNDS * little <= question.requests()
        ? null
        : "%d requests are too few for such a rate, which keeps %.0f in flight: give --requests %.0f or more."
            .formatted(
                question.requests(), Math.ceil(little), Math.ceil(Question.FEWEST_ROUNDS * little));
  }
}
