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
import dev.fanout.report.measurement.RunFolder;
import dev.fanout.report.summary.Results;
import dev.fanout.report.text.Figures;
import dev.fanout.server.Delay;
import dev.fanout.server.SlowServerOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

  /** Models observed beside each other: they wait for most of the time. */
  private static final int AT_ONCE = 2;

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
    return JVM.plus(ROW.multipliedBy(scenarios.size())).multipliedBy(models).dividedBy(AT_ONCE);
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

  /** The subjects, some at a time. */
  private final class Observations implements ShotSource {
    private final Target.Started server;
    private final Consumer<String> say;
    private final List<Behaviour> seen;
    private int observed;

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
      BehaviourCsv.create(runner.log().folder().behaviour());
      Queue<Subject> left = new ConcurrentLinkedQueue<>(subjects);
      Callable<Boolean> lane =
          () -> {
            for (Subject next = left.poll(); next != null; next = left.poll()) {
              if (!runner.interruption().happened()) {
                observe(next, runner);
              }
            }
            return true;
          };
      try (ExecutorService lanes = Executors.newFixedThreadPool(AT_ONCE)) {
        for (Future<Boolean> ended : lanes.invokeAll(Collections.nCopies(AT_ONCE, lane))) {
          var _ = ended.get();
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof IOException io) {
          throw io;
        }
        throw new IllegalStateException(e);
      }
    }

    private void observe(Subject subject, ShotRunner runner)
        throws IOException, InterruptedException {
      RunFolder folder = runner.log().folder();
      var rows = new ArrayList<Behaviour>();
      new ObservedJvm(
              server.server().url(),
              server.server().loadUrl(),
              folder.jmh().resolve(subject.label().replace(' ', '-') + ".log"),
              runner.interruption()::explainsFailure)
          .observe(
              subject,
              scenarios,
              row -> {
                if (!runner.interruption().happened()) {
                  add(row, folder);
                  rows.add(row);
                }
              });
      say(subject, rows);
    }

    private synchronized void add(Behaviour row, RunFolder folder) throws IOException {
      BehaviourCsv.append(folder.behaviour(), row);
      seen.add(row);
    }

    private synchronized void say(Subject subject, List<Behaviour> rows) {
      observed++;
      Instant now = Instant.now();
      say.accept(
          "[%2d/%d] %s: %s; all done at about %s"
              .formatted(
                  observed,
                  subjects.size(),
                  subject.label(),
                  count(rows),
                  PlanText.clock(now.plus(time(subjects.size() - observed)), now)));
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
