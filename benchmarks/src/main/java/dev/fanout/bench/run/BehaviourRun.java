package dev.fanout.bench.run;

import dev.fanout.bench.behave.ObservedJvm;
import dev.fanout.bench.behave.Subject;
import dev.fanout.bench.model.ModelType;
import dev.fanout.bench.plan.Called;
import dev.fanout.bench.plan.PlanText;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.plan.Unknown;
import dev.fanout.report.behaviour.Behaviour;
import dev.fanout.report.behaviour.Demand;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.report.behaviour.Verdict;
import dev.fanout.report.csv.BehaviourCsv;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.summary.Results;
import dev.fanout.report.text.Figures;
import dev.fanout.server.Delay;
import dev.fanout.server.SlowServerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What each model does when a request fails, takes too long or is not wanted.
 *
 * @param subjects the models
 * @param scenarios what happens to each
 * @param demands what must come out
 */
public record BehaviourRun(List<Subject> subjects, Set<Scenario> scenarios, List<Demand> demands)
    implements Experiment {
  private static final Called SERVER =
      new Called(null, SlowServerOptions.asynchronous(Delay.fixed(Duration.ofSeconds(1)), 0));

  /** What a row takes, about. */
  private static final Duration ROW = Duration.ofMillis(420);

  /** What a JVM takes to start and to warm up, about. */
  private static final Duration JVM = Duration.ofSeconds(2);

  /**
   * The models and scenarios of these names; all where none is named.
   *
   * @throws RefusedException if there is none of a name
   */
  public static BehaviourRun of(List<String> models, List<String> scenarios, List<Demand> demands) {
    return new BehaviourRun(
        named(models).stream().flatMap(Subject::of).toList(),
        EnumSet.copyOf(named("scenario", scenarios, List.of(Scenario.values()), Scenario::key)),
        demands);
  }

  private static List<ModelType> named(List<String> models) {
    return named("model", models, ModelType.all(), ModelType::key);
  }

  private static <T> List<T> named(
      String kind, List<String> names, List<T> known, Function<T, String> key) {
    List<String> keys = known.stream().map(key).toList();
    names.stream()
        .map(String::strip)
        .filter(name -> !keys.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw Unknown.word(kind, name, keys);
            });
    return known.stream()
        .filter(
            each ->
                names.isEmpty() || names.stream().anyMatch(n -> n.strip().equals(key.apply(each))))
        .toList();
  }

  @Override
  public void check() {
    if (scenarios.equals(Set.of(Scenario.LEAKS))) {
      throw new RefusedException(
          "The scenario leaks is observed in others, of which none was named: add some, or leave"
              + " out --scenarios.");
    }
    for (Demand demand : demands) {
      List<ModelType> _ = named(List.of(demand.model()));
      boolean planned =
          scenarios.contains(demand.scenario())
              && subjects.stream()
                  .anyMatch(
                      each -> demand.isAbout(each.model().key(), each.client(), each.variant()));
      if (!planned) {
        throw new RefusedException(
            "--assert %s is about no model and scenario of this run.".formatted(demand.text()));
      }
    }
  }

  @Override
  public String announcement(Instant begun) {
    return "Behaviour: %s in %s, one observation each; about %s, so all done at about %s"
        .formatted(
            Figures.count(subjects.size(), "model"),
            Figures.count(scenarios.size(), "scenario"),
            Figures.duration(time(subjects.size())),
            PlanText.clock(begun.plus(time(subjects.size())), begun));
  }

  private Duration time(int models) {
    return JVM.plus(ROW.multipliedBy(scenarios.size())).multipliedBy(models);
  }

  @Override
  public Targets open() throws IOException {
    return new Targets(Map.of(SERVER, Target.open(SERVER, Duration.ofSeconds(1))));
  }

  @Override
  public ShotSource prepare(Targets targets, Start start) {
    if (!(targets.of(SERVER) instanceof Target.Started started)) {
      throw new IllegalStateException("it is this run that starts the server");
    }
    return new Observations(started, start.say(), new ArrayList<>());
  }

  /** The subjects, one after another. */
  private final class Observations implements ShotSource {
    private final Target.Started server;
    private final Consumer<String> say;
    private final List<Behaviour> seen;

    Observations(Target.Started server, Consumer<String> say, List<Behaviour> seen) {
      this.server = server;
      this.say = say;
      this.seen = seen;
    }

    @Override
    public Environment.Plan recorded() {
      return new Environment.Plan("behave", 100, 0, null, List.of());
    }

    @Override
    public void fireAll(ShotRunner runner) throws IOException, InterruptedException {
      Path file = runner.log().folder().behaviour();
      BehaviourCsv.create(file);
      var jvm =
          new ObservedJvm(
              server.server().url(),
              server.server().loadUrl(),
              runner.log().folder().jmh().resolve("observed.log"),
              runner.interruption()::explainsFailure);
      for (int i = 0; i < subjects.size() && !runner.interruption().happened(); i++) {
        Subject subject = subjects.get(i);
        Instant now = Instant.now();
        say.accept(
            "[%2d/%d] %s; all done at about %s"
                .formatted(
                    i + 1,
                    subjects.size(),
                    subject.label(),
                    PlanText.clock(now.plus(time(subjects.size() - i)), now)));
        var rows = new ArrayList<Behaviour>();
        jvm.observe(
            subject,
            scenarios,
            row -> {
              if (!runner.interruption().happened()) {
                BehaviourCsv.append(file, row);
                rows.add(row);
              }
            });
        seen.addAll(rows);
        say.accept("        " + count(rows));
      }
    }

    private static String count(List<Behaviour> rows) {
      return Arrays.stream(Verdict.values())
          .map(
              verdict ->
                  Map.entry(verdict, rows.stream().filter(r -> r.verdict() == verdict).count()))
          .filter(each -> each.getValue() > 0)
          .map(each -> each.getValue() + " " + each.getKey().text())
          .collect(Collectors.joining(", "));
    }

    @Override
    public boolean isComplete() {
      return seen.size() == subjects.size() * scenarios.size();
    }

    @Override
    public ExitCode conclude(Results results, Consumer<String> say) {
      List<Demand.Check> checks =
          demands.stream().flatMap(demand -> demand.check(seen).stream()).toList();
      checks.forEach(check -> say.accept(check.toString()));
      return checks.stream().allMatch(Demand.Check::holds) ? ExitCode.SUCCESS : ExitCode.NOT_MET;
    }
  }
}
