package dev.fanout.bench.run;

import static dev.fanout.bench.run.ScriptedShooter.cutShort;
import static dev.fanout.bench.run.ScriptedShooter.failing;
import static dev.fanout.bench.run.ScriptedShooter.took;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.Connections;
import dev.fanout.bench.backend.http.Address;
import dev.fanout.bench.model.ModelType;
import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.bench.tune.Advisor;
import dev.fanout.bench.tune.ConnectionPool;
import dev.fanout.bench.tune.Question;
import dev.fanout.bench.tune.Theory;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.RunReport;
import dev.fanout.report.csv.ShotsCsv;
import dev.fanout.report.measurement.Environment.Outcome;
import dev.fanout.report.measurement.EnvironmentFile;
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.measurement.Shot;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.tuning.Advice;
import dev.fanout.report.tuning.Goal;
import dev.fanout.report.tuning.Probe;
import dev.fanout.report.tuning.Tuning;
import dev.fanout.report.tuning.Tuning.SizeLimit;
import dev.fanout.report.tuning.TuningFile;
import dev.fanout.server.Delay;
import dev.fanout.server.TimeSpan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tuning from the question to the recommendation, with shots that are not fired. */
@Tag("slow")
@Order(3)
class TuningRunTest {
  private static final Duration DELAY =
      Duration.ofMillis(60); // so long that requests overlap on a busy machine

  private final Sessions sessions;

  TuningRunTest(@TempDir Path root) {
    sessions = new Sessions(root);
  }

  /** Six requests, of which the server answers two at once: a third thread only waits there. */
  @Test
  void recommendsNoMoreThanTheServerAnswersAndNamesIt() throws Exception {
    var tuning = new TuningRun(question("fixed-thread-pool", "makespan", 6, null, null, "5m"));
    var shooter = new ScriptedShooter().thenAlways(TuningRunTest::twoAtOnce);
    sessions.reporting(RunReport::write);
    try (var server = new OwnServer(DELAY, Integer.MAX_VALUE, 2)) {
      var target = new CountingTarget(server, "slow server");
      assertThat(sessions.carryOut(Sessions.at(target, tuning), shooter)).isZero();
    }
    assertThat(sessions.out())
        .containsSubsequence(
            "Tuning: the size of fixed-thread-pool for makespan",
            "Probe: ",
            "[ 1]",
            "So far the best is 2 threads: 18",
            "| model",
            "Report: ")
        .contains("the server let some wait, or slowed down. It answers 2 at once.")
        .containsPattern("\n2 threads: .*; 3 to 6 are no faster")
        .contains("The server is the limit: it answers 2 at once")
        .contains("Executors.newFixedThreadPool(2);");
    RunFolder folder = sessions.latest();
    Tuning found = tuning();
    assertThat(found.spentMs()).isPositive().isLessThan(found.budgetMs());
    assertThat(found.probe().server()).isEqualTo(Probe.Server.QUEUES);
    assertThat(found.probe().capacity()).isEqualTo(2);
    Advice advice = Objects.requireNonNull(found.advice());
    assertThat(advice.size()).isEqualTo(2);
    assertThat(advice.limit()).isEqualTo(Advice.Limit.SERVER);
    assertThat(advice.nextStep()).isNull();
    List<Shot> shots = shots();
    assertThat(shots)
        .allMatch(Shot::valid)
        .allMatch(shot -> shot.temperature() == Temperature.WARM)
        .anyMatch(shot -> Objects.equals(shot.measured().size(), 2))
        .hasSize(found.sizes().stream().mapToInt(size -> size.shots() + size.proofShots()).sum());
    assertThat(EnvironmentFile.read(folder.environment()).plan().shots()).hasSameSizeAs(shots);
    assertThat(outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(folder.tuningTable()).content().hasLineCount(1 + found.sizes().size());
    assertThat(folder.tuningReport()).content().contains("**2 threads: ");
    assertThat(folder.charts().resolve("tuning.svg")).content().startsWith("<svg");
    assertThat(folder.page()).content().contains("2 threads: ");
  }

  @Test
  void aServiceThatFailsInMidSweepKeepsWhatWasMeasuredAndIsGivenNoRecommendation()
      throws Exception {
    try (var server = new OwnServer(DELAY, Integer.MAX_VALUE)) {
      var shooter =
          new ScriptedShooter(
              TuningRunTest::twoAtOnce,
              (shot, target) -> {
                server.failFromNowOn();
                return failing("4 of 4 requests failed: HTTP status 500").play(shot, target);
              });
      assertThat(sessions.carryOut(ownService("makespan", 4, 1, server, "5m"), shooter))
          .isEqualTo(1);
    }
    assertThat(sessions.out())
        .containsSubsequence("A shot failed, so nothing is recommended.", "Report: ");
    Tuning tuning = tuning();
    assertThat(tuning.advice()).isNull();
    assertThat(tuning.trouble())
        .contains("does not answer a single call rightly: ")
        .contains("HTTP status 500");
    assertThat(tuning.failures())
        .singleElement()
        .satisfies(failure -> assertThat(failure.how()).contains("HTTP status 500"));
    assertThat(tuning.sizes()).isNotEmpty();
    assertThat(shots()).extracting(shot -> shot.measured().workload()).containsOnly("get");
  }

  /** Which the server, from the first shot on, puts into its answers. */
  @Test
  void theSecretsOfTheAddressAreInNoFile(@TempDir Path root) throws Exception {
    var sessions = new Sessions(root).reporting(RunReport::write);
    var told = new AtomicBoolean();
    try (var connections =
        new Connections(
            InetAddress.getLoopbackAddress(), connection -> answer(connection, told.get()))) {
      String url = connections.url() + "x?api_key=canary";
      var shooter =
          new ScriptedShooter(
              (shot, target) -> {
                told.set(true);
                return failing("4 of 4 requests failed").play(shot, target);
              });
      Question question = question("virtual-threads", "makespan", 4, 1, url, "5m");
      assertThat(sessions.carryOut(new TuningRun(question), shooter)).isEqualTo(1);
    }
    RunFolder folder = sessions.latest();
    assertThat(TuningFile.read(folder.tuning()).trouble()).contains("HTTP/1.1 GET /x?api_key=***");
    assertThat(folder.tuningReport()).content().contains("api_key=***");
    assertThat(folder.environment()).content().contains("api_key=***");
    try (Stream<Path> files = Files.walk(root)) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(file -> assertThat(file).content(ISO_8859_1).doesNotContain("canary"));
    }
    assertThat(sessions.out()).contains("api_key=***").doesNotContain("canary");
  }

  private static void answer(Socket connection, boolean tells) {
    try (connection;
        var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII))) {
      String first = in.readLine();
      while (!Objects.requireNonNullElse(in.readLine(), "").isEmpty()) {
        // the headers
      }
      String answer =
          tells
              ? "HTTP/1.1 " + first + "\r\n\r\n"
              : "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 6\r\n\r\nHello!";
      connection.getOutputStream().write(answer.getBytes(US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aServerThatEndsIsNamed() throws Exception {
    try (var server = new OwnServer(DELAY, Integer.MAX_VALUE)) {
      var target = new CountingTarget(server, "slow server");
      var shooter =
          new ScriptedShooter(
              (shot, to) -> {
                target.end();
                return took(shot, to, 35);
              });
      var tuning = new TuningRun(question("fixed-thread-pool", "makespan", 4, 1, null, "5m"));
      assertThat(sessions.carryOut(Sessions.at(target, tuning), shooter)).isEqualTo(1);
    }
    assertThat(tuning().trouble()).endsWith("rightly: the server has ended");
  }

  @Test
  void saysWhatARateThatAServiceCannotReachLeaves() throws Exception {
    try (var server = new OwnServer(DELAY, Integer.MAX_VALUE, 50)) {
      var shooter =
          new ScriptedShooter()
              .thenAlways((shot, target) -> took(shot, target, shot.floor().toMillis() + 5));
      assertThat(sessions.carryOut(ownService("throughput=1500/s", 4, null, server, "5m"), shooter))
          .isEqualTo(3);
    }
    assertThat(sessions.out())
        .contains("The server answered 4 requests at once.")
        .contains("The goal of 1500/s is not met: the most that was reached is");
    Tuning tuning = tuning();
    assertThat(Objects.requireNonNull(tuning.advice()).size()).isEqualTo(4);
    assertThat(tuning.little()).isGreaterThan(45);
    assertThat(tuning.probe().waitMs()).isGreaterThan(30); // and not the 200 of the slow server
  }

  @Test
  void aRateThatIsNotMetIsNotExplainedByTheNumberOfRequestsThatTheTuningChose() throws Exception {
    try (var server = new OwnServer(DELAY, Integer.MAX_VALUE)) {
      Question given = question("virtual-threads", "throughput=100/s", 4, 4, server.url(), "5m");
      var open =
          new Question(
              given.model(),
              given.pool(),
              given.goal(),
              given.work(),
              false,
              given.handlers(),
              given.own(),
              given.most(),
              given.budget());
      var shooter = new ScriptedShooter().thenAlways((shot, target) -> took(shot, target, 5_000));
      assertThat(sessions.carryOut(ownService(server, open), shooter)).isEqualTo(3);
    }
    assertThat(sessions.out()).contains("such a rate needs ");
    assertThat(tuning().requests()).isGreaterThan(4);
    assertThat(tuning().trouble()).isNull();
  }

  @Test
  void theBudgetEndsAShotThatDoesNotEnd() throws Exception {
    Question question = question("fixed-thread-pool", "makespan", 4, 1, null, "5m");
    var shooter = new ScriptedShooter();
    shooter.thenAlways(shooter.endless());
    try (var server = new OwnServer(DELAY, Integer.MAX_VALUE)) {
      Target target = new CountingTarget(server, "slow server");
      Deadline soon = Deadline.in(Duration.ofMillis(50), new CompletableFuture<>());
      var search =
          new SizeSearch(
              question,
              new ServerProbe(target, question.work(), soon),
              advisor(question),
              Instant.now(),
              _ -> {});
      assertThat(sessions.carryOut(Sessions.at(target, new Prepared(search)), shooter))
          .isEqualTo(1);
    }
    assertThat(sessions.out())
        .containsSubsequence(
            "FAILED: the shot was stopped since the budget of 5m was used up",
            "The budget of 5m was used up before the search had found a size");
    Tuning tuning = tuning();
    assertThat(tuning.advice()).isNull();
    assertThat(tuning.failures()).isEmpty();
    assertThat(shooter.fired()).hasSize(1);
  }

  /** A search whose probe is over. */
  private record Prepared(ShotSource search) implements Experiment {
    @Override
    public void check() {}

    @Override
    public String announcement(Instant begun) {
      return "";
    }

    @Override
    public Targets open() {
      throw new UnsupportedOperationException();
    }

    @Override
    public ShotSource prepare(Targets targets, Start start) {
      return search;
    }
  }

  private static Advisor advisor(Question question) {
    return new Advisor(
        question,
        1,
        SizeLimit.OPTION,
        new Probe(1, DELAY.toMillis(), 1, 2, Probe.Server.ANSWERS_ALL, 1, null, true),
        null,
        new Theory(question.work(), Duration.ZERO, 2, OptionalInt.empty()));
  }

  @Test
  void anInterruptedTuningKeepsWhatItMeasured() throws Exception {
    try (var server = new OwnServer(DELAY, Integer.MAX_VALUE)) {
      var shooter =
          new ScriptedShooter(
              TuningRunTest::twoAtOnce,
              (_, _) -> {
                sessions.interrupt();
                return cutShort();
              });
      assertThat(sessions.carryOut(ownService("makespan", 4, null, server, "5m"), shooter))
          .isEqualTo(130);
    }
    assertThat(outcome()).isEqualTo(Outcome.INTERRUPTED);
    Tuning tuning = tuning();
    assertThat(tuning.advice()).isNull();
    assertThat(tuning.trouble()).isEqualTo("The search was interrupted.");
    assertThat(tuning.sizes()).hasSize(1);
    assertThat(shots()).hasSize(1);
  }

  @Test
  void isInterruptedInItsProbeToo() throws Exception {
    try (var never = OwnServer.never()) {
      Thread.ofVirtual()
          .start(
              () -> {
                never.awaitCall();
                sessions.interrupt();
              });
      assertThat(
              sessions.carryOut(
                  ownService("makespan", 4, null, never, "5m"), new ScriptedShooter()))
          .isEqualTo(130);
    }
    assertThat(sessions.out()).containsSubsequence("Probe: ", "The run was interrupted.");
    assertThat(sessions.runs()).isEmptyDirectory();
  }

  @Test
  void aSearchThatCannotGoOnKeepsWhatItMeasured() throws Exception {
    try (var server = new OwnServer(DELAY, Integer.MAX_VALUE)) {
      var shooter =
          new ScriptedShooter(
              TuningRunTest::twoAtOnce,
              (_, _) -> {
                throw new IllegalStateException("a defect");
              });
      assertThat(sessions.carryOut(ownService("makespan", 4, null, server, "5m"), shooter))
          .isEqualTo(1);
    }
    assertThat(sessions.out()).containsSubsequence("cannot go on: ", "a defect", "Report: ");
    assertThat(shots()).hasSize(1).allMatch(Shot::valid);
    assertThat(Files.exists(sessions.latest().tuning())).isFalse();
  }

  @Test
  void refusesABudgetThatIsTooShortForOneMeasurement() {
    var question =
        new Question(
            model("fixed-thread-pool"),
            new ConnectionPool.Usual(),
            Goal.parse("makespan"),
            new Work(WorkloadKind.HELLO, 100, Delay.parse("3s"), 1),
            true,
            OptionalInt.empty(),
            null,
            4,
            Duration.ofMinutes(1));
    sessions.assertRefused(
        new TuningRun(question),
        "--budget 1m is too short for one measurement: one of size 4 takes about 100 s");
    assertThat(sessions.out()).isEmpty();
  }

  @Test
  void refusesAServiceThatIsNotThere() {
    sessions.assertRefused(
        new TuningRun(
            question("fixed-thread-pool", "makespan", 4, null, "http://127.0.0.1:1/", "5m")),
        "http://127.0.0.1:1/ does not answer one call at a time rightly (ConnectException: ");
  }

  /** As long as the shot takes at a server that answers two requests at once. */
  private static ShotResult twoAtOnce(ShotPlan shot, Target target) {
    int requests = shot.measured().requests();
    int size = Math.min(2, Objects.requireNonNull(shot.measured().size()));
    return took(shot, target, Math.ceilDiv(requests, size) * DELAY.toMillis() + 2 + shot.round());
  }

  /** It counts, so that no burst is taken to have queued because the machine was busy. */
  private static Experiment ownService(
      String goal, int requests, @Nullable Integer most, OwnServer server, String budget) {
    return ownService(
        server, question("virtual-threads", goal, requests, most, server.url(), budget));
  }

  private static Experiment ownService(OwnServer server, Question question) {
    return Sessions.at(new CountingTarget(server, server.url()), new TuningRun(question));
  }

  private static Question question(
      String model,
      String goal,
      int requests,
      @Nullable Integer most,
      @Nullable String url,
      String budget) {
    return new Question(
        model(model),
        new ConnectionPool.Usual(),
        Goal.parse(goal),
        new Work(
            url == null ? WorkloadKind.HELLO : WorkloadKind.GET,
            requests,
            Delay.fixed(url == null ? DELAY : Duration.ofMillis(200)),
            1),
        true,
        OptionalInt.empty(),
        url == null ? null : Address.of(url),
        most,
        TimeSpan.parse(budget));
  }

  private static ModelType model(String key) {
    return ModelType.all().stream()
        .filter(type -> type.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private Tuning tuning() throws IOException {
    return TuningFile.read(sessions.latest().tuning());
  }

  private List<Shot> shots() throws IOException {
    return ShotsCsv.read(sessions.latest().shots());
  }

  private Outcome outcome() throws IOException {
    return EnvironmentFile.read(sessions.latest().environment()).outcome();
  }
}
