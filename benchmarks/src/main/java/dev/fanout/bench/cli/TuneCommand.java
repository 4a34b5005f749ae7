package dev.fanout.bench.cli;

import dev.fanout.bench.arrival.Arrivals;
import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.model.ModelType;
import dev.fanout.bench.plan.Cases;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.run.Experiment;
import dev.fanout.bench.run.StreamTuningRun;
import dev.fanout.bench.run.TuningRun;
import dev.fanout.bench.tune.ConnectionPool;
import dev.fanout.bench.tune.Question;
import dev.fanout.bench.tune.stream.StreamQuestion;
import dev.fanout.bench.workload.BackendType;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The command {@code tune}. */
@Command(
    name = "tune",
    mixinStandardHelpOptions = true,
    description = {
      "Find the best pool size: probe the server, predict, measure where it matters, recommend, and"
          + " prove the recommendation with fresh shots.",
      "With --arrivals: find the smallest size that keeps the response times of a stream of"
          + " requests; with --size, the highest rate that it keeps.",
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
  private static final String SIZED = "fixed-thread-pool";
  private static final String UNLIMITED = "virtual-threads";

  /** Reads {@code --connections}. */
  static final class Pool implements ITypeConverter<ConnectionPool> {
    static final String TUNE = "tune";

    @Override
    public ConnectionPool convert(String text) {
      if (text.strip().equalsIgnoreCase(TUNE)) {
        return new ConnectionPool.Tuned();
      }
      try {
        int size = Integer.parseInt(new ParameterValue(Parameter.CONNECTION_POOL).convert(text));
        return size == 0 ? new ConnectionPool.Usual() : new ConnectionPool.Fixed(size);
      } catch (TypeConversionException e) {
        throw new TypeConversionException(e.getMessage() + ", or " + TUNE);
      }
    }
  }

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
      completionCandidates = Models.class,
      paramLabel = "MODEL",
      description =
          "Whose size: ${COMPLETION-CANDIDATES} (default: "
              + SIZED
              + "). With --connections without a number: a model without a limit (default: "
              + UNLIMITED
              + ").")
  @Nullable String model;

  @Option(
      names = "--connections",
      arity = "0..1",
      fallbackValue = Pool.TUNE,
      converter = Pool.class,
      paramLabel = "N",
      description = {
        "Of a database. Without a number, or with the word tune: search for the best number of"
            + " connections, behind a model that has no limit.",
        "With a number: keep so many connections open, and search for the best size of the model."
      })
  ConnectionPool connections = new ConnectionPool.Usual();

  @Option(
      names = "--goal",
      defaultValue = "makespan",
      paramLabel = "GOAL",
      description = {
        "What the size is for (default: ${DEFAULT-VALUE}):",
        "  makespan           all requests done soonest",
        "  throughput=50/s    so many requests per second",
        "  p99=500ms          the same as makespan, with 99 of 100 requests answered within that"
            + " time of being sent",
        "With --arrivals or --size: a percentile of response times (p50, p90, p99 or p99.9), each"
            + " from the moment at which the request was to be sent."
      })
  Goal goal = Goal.parse("makespan");

  @Option(
      names = "--arrivals",
      paramLabel = "ARRIVALS",
      description =
          "Requests arrive one by one: find the smallest size that keeps the --goal, such as"
              + " p99=500ms, for their response times:%n"
              + Arrivals.FORMS)
  @Nullable Arrivals arrivals;

  @Option(
      names = "--size",
      paramLabel = "N",
      description =
          "Find the highest rate of requests, which arrive at random, at which that size keeps the"
              + " --goal.")
  @Nullable Integer size;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description =
          "How long requests arrive in each shot (default: as long as the percentile needs); the"
              + " first tenth is left out as warm-up.")
  @Nullable Duration length;

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
    if (arrivals == null && size == null) {
      requireBatch();
      return new TuningRun(question(own));
    }
    requireStream();
    return new StreamTuningRun(streamQuestion(question(own)));
  }

  private void requireBatch() {
    if (length != null) {
      throw new RefusedException(
          "--for was given, which only a stream of arrivals has: add --arrivals, such as --arrivals"
              + " 80/s, or --size.");
    }
    if (!goal.isOfBatch()) {
      throw new RefusedException(
          "--goal %s is a goal for requests that arrive one by one: add --arrivals or --size. A batch can have %s."
              .formatted(goal.text(), goal.text().replace(goal.percentile(), "p99")));
    }
  }

  private void requireStream() {
    String option = arrivals == null ? "--size" : "--arrivals";
    if (arrivals != null && size != null) {
      throw new RefusedException(
          "--arrivals asks for the smallest size, and --size for the highest rate: leave one of"
              + " them out. To measure one size at one rate, use run --arrivals with --sizes.");
    }
    if (!goal.isPercentile()) {
      throw new RefusedException(
          "%s needs a goal for response times, such as --goal p99=500ms, and the goal is %s: give one, or leave %s out."
              .formatted(option, goal.text(), option));
    }
    if (requests != null) {
      throw new RefusedException(
          "--requests %d was given, and how many requests arrive follows from the rate and --for: leave --requests out."
              .formatted(requests));
    }
    if (size != null && most != null) {
      throw new RefusedException(
          "--size %d is the only size that is tried: leave --max-size out.".formatted(size));
    }
  }

  private StreamQuestion streamQuestion(Question batch) {
    StreamQuestion.Asked asked =
        size != null
            ? new StreamQuestion.HighestRate(size)
            : new StreamQuestion.SmallestSize(Objects.requireNonNull(arrivals));
    StreamQuestion question = StreamQuestion.of(batch, asked, length);
    batch
        .model()
        .streamObstacle(question.parameters())
        .ifPresent(
            why -> {
              throw new RefusedException(
                  "%s cannot be tuned for a stream: %s.".formatted(batch.model().key(), why));
            });
    return question;
  }

  private Question question(@Nullable Endpoint own) {
    WorkloadKind kind = kind(own);
    consent.require(own);
    requirePool(own);
    ModelType tuned = tunable(own);
    if (own != null) {
      tuned
          .obstacle(own)
          .ifPresent(
              why -> {
                throw new RefusedException("%s cannot be tuned: %s.".formatted(tuned.key(), why));
              });
    }
    var work =
        new Work(
            kind,
            requests == null ? REQUESTS : requests,
            Objects.requireNonNullElse(delay, Delay.fixed(Duration.ofMillis(200))),
            seed == null ? new Random().nextInt(1_000_000) : seed,
            settings(kind));
    var question =
        new Question(
            tuned, connections, goal, work, requests != null, handlers(), own, most, budget);
    return kind.setsDelay()
        ? question.enoughFor((double) work.delay().median().toMillis())
        : question;
  }

  private Map<Parameter, Object> settings(WorkloadKind kind) {
    var settings = new EnumMap<Parameter, Object>(Parameter.class);
    for (Parameter parameter : parameters()) {
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
                (Parameter.of(Role.SERVER).contains(each) && each != Parameter.STREAMS)
                    || workloads().anyMatch(kind -> kind.parameters().contains(each)))
        .toList();
  }

  private static Stream<ModelType> models() {
    return ModelType.all().stream().filter(model -> !model.sizedBy().isEmpty());
  }

  private void requirePool(@Nullable Endpoint own) {
    boolean keeps = own != null && BackendType.of(own.backend()).keepsConnections();
    if (!keeps && !(connections instanceof ConnectionPool.Usual)) {
      throw new RefusedException(
          Cases.noConnections(
              connections instanceof ConnectionPool.Fixed(int size) ? " " + size : ""));
    }
  }

  private ModelType tunable(@Nullable Endpoint own) {
    return own != null && connections instanceof ConnectionPool.Tuned
        ? unlimited(Objects.requireNonNullElse(model, UNLIMITED), own)
        : sized(Objects.requireNonNullElse(model, SIZED));
  }

  private static ModelType unlimited(String key, Endpoint own) {
    List<ModelType> unlimited =
        ModelType.all().stream()
            .filter(
                type -> type.obstacle(own).isEmpty() && type.isLimitedByConnections(own.backend()))
            .toList();
    return unlimited.stream()
        .filter(type -> type.key().equals(key.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedException(
                    "'%s' is not a model without a limit, behind which connections can be tuned: these are %s; or give --connections a number, and the size of the model is tuned."
                        .formatted(
                            key,
                            unlimited.stream()
                                .map(ModelType::key)
                                .collect(Collectors.joining(", ")))));
  }

  private static ModelType sized(String key) {
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
