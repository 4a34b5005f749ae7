package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.arrival.Arrivals;
import dev.fanout.bench.backend.http.Address;
import dev.fanout.bench.model.ModelType;
import dev.fanout.bench.model.ShotTrace;
import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.bench.run.ShotResult.OwnRecord;
import dev.fanout.bench.tune.ConnectionPool;
import dev.fanout.bench.tune.Question;
import dev.fanout.bench.tune.stream.StreamQuestion;
import dev.fanout.bench.tune.stream.StreamQuestion.Asked;
import dev.fanout.bench.tune.stream.StreamQuestion.HighestRate;
import dev.fanout.bench.tune.stream.StreamQuestion.SmallestSize;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.RunReport;
import dev.fanout.report.csv.ShotsCsv;
import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Goal;
import dev.fanout.report.tuning.StreamTuning;
import dev.fanout.report.tuning.StreamTuning.StreamShot;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.TuningFile;
import dev.fanout.server.Delay;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tuning for response times from the question to the recommendation; no shot is fired. */
@Tag("slow")
@Order(3)
class StreamTuningRunTest {
  private static final Duration DELAY = Duration.ofMillis(60);
  private static final Asked EIGHTY = new SmallestSize(new Arrivals.Poisson(80));

  private final Sessions sessions;

  StreamTuningRunTest(@TempDir Path root) {
    sessions = new Sessions(root);
  }

  /** Some 4.8 requests are under way on average; how many exactly, the probe says. */
  @Test
  void recommendsASizeThatAnotherDrawConfirms() throws Exception {
    sessions.reporting(RunReport::write);
    assertThat(carryOut(EIGHTY, "p90=120ms", null, new ScriptedShooter().thenAlways(perfect(1))))
        .isZero();
    assertThat(sessions.out())
        .containsSubsequence(
            "Tuning: the size of fixed-thread-pool for response times of p90=120ms, arrivals"
                + " poisson:80/s",
            "Probe: ",
            "[ 1]",
            "So far the best is ",
            " threads keep p90 within 120 ms at poisson:80/s: ",
            "In Java: ");
    Tuning tuning = tuning();
    Advice advice = Objects.requireNonNull(tuning.advice());
    assertThat(advice.goalMet()).isTrue();
    assertThat(advice.proved()).isTrue();
    assertThat(advice.size()).isBetween(5, 9);
    List<StreamShot> shots = stream(tuning).shots();
    assertThat(shots.stream().filter(shot -> shot.size() == advice.size()))
        .extracting(StreamShot::fresh)
        .containsExactly(false, true);
    assertThat(shots()).hasSameSizeAs(shots).allMatch(Shot::valid);
    assertThat(sessions.latest().tuningReport())
        .content()
        .contains(" threads keep p90 within 120 ms at poisson:80/s: ");
    assertThat(sessions.latest().charts().resolve("tuning.svg")).content().startsWith("<svg");
  }

  @Test
  void whereNoSizeKeepsTheGoalItTellsTheRateThatTheLargestOneDoes() throws Exception {
    assertThat(carryOut(EIGHTY, "p90=120ms", 2, new ScriptedShooter().thenAlways(perfect(1))))
        .isEqualTo(3);
    Tuning tuning = tuning();
    assertThat(Objects.requireNonNull(tuning.advice()).limit()).isEqualTo(Advice.Limit.MAX_SIZE);
    StreamTuning.Kept kept = Objects.requireNonNull(stream(tuning).kept());
    assertThat(kept.size()).isEqualTo(2);
    assertThat(kept.measured()).isTrue();
    assertThat(kept.perSecond()).isBetween(10.0, 33.0);
    assertThat(sessions.out())
        .containsSubsequence(
            "No size up to 2 threads keeps p90 within 120 ms at poisson:80/s.",
            "The highest measured rate at which 2 threads keep it is ");
  }

  @Test
  void tellsTheHighestRateOfASize() throws Exception {
    var shooter = new ScriptedShooter().thenAlways(perfect(1));
    assertThat(carryOut(new HighestRate(4), "p90=120ms", null, shooter)).isZero();
    StreamTuning.Kept kept = Objects.requireNonNull(stream(tuning()).kept());
    assertThat(kept.perSecond()).isBetween(35.0, 66.0);
    assertThat(shooter.fired()).allMatch(shot -> Objects.equals(shot.measured().size(), 4));
    assertThat(sessions.out()).contains("4 threads keep p90 within 120 ms up to ");
  }

  /** At the server, every request takes four times as long as in the probe. */
  @Test
  void namesAServerWhoseAnswersTakeLongerAtThatRate() throws Exception {
    assertThat(carryOut(EIGHTY, "p90=175ms", null, new ScriptedShooter().thenAlways(perfect(4))))
        .isEqualTo(3);
    assertThat(Objects.requireNonNull(tuning().advice()).limit()).isEqualTo(Advice.Limit.SERVER);
    assertThat(sessions.out())
        .contains("The server is the reason: at this rate its answers take longer");
  }

  @Test
  void anInterruptedSearchKeepsWhatItMeasured() throws Exception {
    var shooter =
        new ScriptedShooter(
            perfect(1),
            (_, _) -> {
              sessions.interrupt();
              return ScriptedShooter.cutShort();
            });
    assertThat(carryOut(EIGHTY, "p90=120ms", null, shooter)).isEqualTo(130);
    assertThat(tuning().trouble()).isEqualTo("The search was interrupted.");
    assertThat(stream(tuning()).shots()).hasSize(1);
  }

  @Test
  void refusesWhatNoSizeCanKeepAndABudgetThatIsTooShort() {
    sessions.assertRefused(
        run(EIGHTY, "p99=200ms", null, null, Duration.ofMinutes(5)),
        "No size keeps p99=200ms: half of all answers take 200ms or more. Give a goal above");
    sessions.assertRefused(
        run(EIGHTY, "p99=500ms", null, null, Duration.ofSeconds(20)),
        "--budget 20s is too short: one shot takes about ");
  }

  /** As a perfect machine has it, whose requests take so many times as long. */
  private static ScriptedShooter.Act perfect(int times) {
    return (shot, target) -> {
      if (target instanceof CountingTarget counting) {
        counting.hasServed(shot.measured().requests());
      }
      List<RequestTrace> requests = requests(shot, times);
      double elapsedMs = requests.stream().mapToDouble(RequestTrace::endMs).max().orElseThrow();
      return new ShotResult(
          OptionalDouble.of(elapsedMs),
          Optional.of(new ShotTrace(requests, null, null, Map.of(Metric.OPEN_MS, 1.0))),
          Optional.empty(),
          OwnRecord.NONE);
    };
  }

  private static List<RequestTrace> requests(ShotPlan shot, int times) {
    return Objects.requireNonNull(shot.stream())
        .requests(Long.parseLong(Objects.requireNonNull(shot.parameters().get("seed"))))
        .stream()
        .map(
            each ->
                new RequestTrace(
                    each.request(),
                    each.lane(),
                    each.startMs(),
                    each.endMs() + (times - 1) * DELAY.toMillis(),
                    each.status(),
                    each.intendedMs()))
        .toList();
  }

  private int carryOut(Asked asked, String goal, @Nullable Integer most, ScriptedShooter shooter)
      throws Exception {
    try (var server = new OwnServer(DELAY, Integer.MAX_VALUE)) {
      Experiment run = run(asked, goal, most, server.url(), Duration.ofMinutes(5));
      return sessions.carryOut(Sessions.at(new CountingTarget(server, server.url()), run), shooter);
    }
  }

  private static Experiment run(
      Asked asked, String goal, @Nullable Integer most, @Nullable String url, Duration budget) {
    var question =
        new Question(
            ModelType.all().stream()
                .filter(type -> type.key().equals("fixed-thread-pool"))
                .findFirst()
                .orElseThrow(),
            new ConnectionPool.Usual(),
            Goal.parse(goal),
            new Work(
                url == null ? WorkloadKind.HELLO : WorkloadKind.GET,
                100,
                Delay.fixed(Duration.ofMillis(200)),
                1),
            false,
            OptionalInt.empty(),
            url == null ? null : Address.of(url),
            most,
            budget);
    return new StreamTuningRun(StreamQuestion.of(question, asked, null));
  }

  private Tuning tuning() throws IOException {
    return TuningFile.read(sessions.latest().tuning(), shots());
  }

  private static StreamTuning stream(Tuning tuning) {
    return Objects.requireNonNull(tuning.stream());
  }

  private List<Shot> shots() throws IOException {
    return ShotsCsv.read(sessions.latest().shots());
  }
}
