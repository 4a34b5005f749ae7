package dev.fanout.bench.cli;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.model.ModelType;
import dev.fanout.bench.plan.Cases;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.run.Experiment;
import dev.fanout.bench.run.TuningRun;
import dev.fanout.bench.tune.Question;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Parameter.Role;
import dev.fanout.report.tuning.Goal;
import dev.fanout.server.Delay;
import dev.fanout.server.DelayConverter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code tune}. */
@Command(
    name = "tune",
    mixinStandardHelpOptions = true,
    description = {
      "Find the best pool size: probe the server, predict, measure where it matters, recommend, and"
          + " prove the recommendation with fresh shots.",
      "The report is left in reports/latest; docs/tuning.md explains the method."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:a size is recommended, and meets the goal",
      "1:a shot failed, or the budget was too short for one: a size is recommended only if others"
          + " worked; what came is kept",
      "2:the request made no sense; nothing was measured",
      "3:no size meets the goal, or fresh shots contradict the recommendation",
      "130:interrupted; what came is kept and reported"
    })
final class TuneCommand extends MeasuringCommand {
  private static final int REQUESTS = 100;

  /** For the help. */
  static final class Models extends ArrayList<String> {
    Models() {
      super(models().map(ModelType::key).toList());
    }
  }

  /** For the help. */
  static final class Workloads extends ArrayList<String> {
    Workloads() {
      super(workloads().map(WorkloadKind::key).toList());
    }
  }

  @Option(
      names = "--model",
      defaultValue = "fixed-thread-pool",
      completionCandidates = Models.class,
      paramLabel = "MODEL",
      description = "Whose size: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  String model = "fixed-thread-pool";

  @Option(
      names = "--goal",
      defaultValue = "makespan",
      paramLabel = "GOAL",
      description = {
        "What the size is for (default: ${DEFAULT-VALUE}):",
        "  makespan           all requests done soonest",
        "  throughput=50/s    so many requests per second",
        "  p99=500ms          the same as makespan, with 99 of 100 requests answered within that"
            + " time of being sent"
      })
  Goal goal = Goal.parse("makespan");

  @Option(
      names = "--max-size",
      paramLabel = "N",
      description =
          "The largest size to consider (default: the number of requests, or what memory and open"
              + " files allow).")
  @Nullable Integer most;

  @Option(
      names = "--budget",
      defaultValue = "5m",
      paramLabel = "TIME",
      description = "How long it may take, such as 90s or 5m (default: ${DEFAULT-VALUE}).")
  Duration budget = Duration.ofMinutes(5);

  @Option(
      names = "--requests",
      paramLabel = "N",
      description =
          "Number of requests (default: 100; for a throughput, up to ten times what Little's law"
              + " keeps in flight, if that is more).")
  @Nullable Integer requests;

  @Option(
      names = "--delay",
      paramLabel = "DELAY",
      description =
          "The slow server's delay, which the seed draws unless it is fixed (default: 200ms):%n"
              + DelayConverter.FORMS)
  @Nullable Delay delay;

  @Option(
      names = "--workload",
      paramLabel = "WORKLOAD",
      description = "What the slow server is asked for: ${COMPLETION-CANDIDATES} (default: hello).",
      completionCandidates = Workloads.class)
  @Nullable String workload;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the order, and of the delays that are drawn (default: random).")
  @Nullable Long seed;

  @Mixin OwnArguments arguments = new OwnArguments();

  @Override
  @Nullable Endpoint own() {
    return arguments.endpoint();
  }

  @Override
  Experiment experiment(@Nullable Endpoint own) {
    return new TuningRun(question(own));
  }

  private Question question(@Nullable Endpoint own) {
    WorkloadKind kind = kind(own);
    consent.require(own);
    ModelType tuned = tunable(model);
    if (own != null) {
      tuned
          .obstacle(own)
          .ifPresent(
              why -> {
                throw new RefusedException("%s cannot be tuned: %s.".formatted(model, why));
              });
    }
    var work =
        new Work(
            kind,
            requests == null ? REQUESTS : requests,
            Objects.requireNonNullElse(delay, Delay.fixed(Duration.ofMillis(200))),
            seed == null ? new Random().nextInt(1_000_000) : seed,
            settings(kind));
    var question = new Question(tuned, goal, work, requests != null, handlers(), own, most, budget);
    return kind.setsDelay()
        ? question.enoughFor((double) work.delay().median().toMillis())
        : question;
  }

  private Map<Parameter, Object> settings(WorkloadKind kind) {
    var settings = new EnumMap<Parameter, Object>(Parameter.class);
    for (Parameter parameter : Parameter.withOption()) {
      Optional<String> given = ParameterValue.given(spec, parameter).stream().findFirst();
      if (given.isEmpty() || Parameter.of(Role.SERVER).contains(parameter)) {
        continue;
      }
      if (!kind.parameters().contains(parameter)) {
        throw new RefusedException(Cases.ofAnotherWorkload(parameter));
      }
      settings.put(parameter, parameter.read(given.get()));
    }
    return settings;
  }

  private OptionalInt handlers() {
    return ParameterValue.given(spec, Parameter.HANDLER_THREADS).stream()
        .mapToInt(Integer::parseInt)
        .filter(given -> given > 0)
        .findFirst();
  }

  private WorkloadKind kind(@Nullable Endpoint own) {
    if (own != null) {
      boolean handlers = !ParameterValue.given(spec, Parameter.HANDLER_THREADS).isEmpty();
      WorkloadKind kind = WorkloadKind.of(own.workload());
      if (workload != null || handlers || (delay != null && !kind.setsDelay())) {
        throw new RefusedException(
            "%1$s names another server than the slow one, which alone has --workload and --handler-threads%2$s: leave these out, or %1$s."
                .formatted(own.option(), kind.setsDelay() ? "" : " and --delay"));
      }
      return kind;
    }
    String asked = workload == null ? WorkloadKind.HELLO.key() : workload.strip();
    return workloads()
        .filter(kind -> kind.key().equals(asked))
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedException(
                    "'%s' is not a workload that can be tuned for; these are %s."
                        .formatted(asked, String.join(", ", new Workloads()))));
  }

  private static Stream<WorkloadKind> workloads() {
    return WorkloadKind.ofSlowServer().stream().filter(kind -> !kind.writesFiles());
  }

  /** The parameters with an option of their own that these workloads, or any server, have. */
  static List<Parameter> parameters() {
    return Parameter.withOption().stream()
        .filter(
            each ->
                Parameter.of(Role.SERVER).contains(each)
                    || workloads().anyMatch(kind -> kind.parameters().contains(each)))
        .toList();
  }

  private static Stream<ModelType> models() {
    return ModelType.all().stream().filter(model -> !model.sizedBy().isEmpty());
  }

  private static ModelType tunable(String key) {
    return models()
        .filter(type -> type.key().equals(key.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedException(
                    "'%s' has no size to tune: the models that have one are %s."
                        .formatted(key, String.join(", ", new Models()))));
  }
}
