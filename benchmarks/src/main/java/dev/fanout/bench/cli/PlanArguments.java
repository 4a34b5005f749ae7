package dev.fanout.bench.cli;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.model.ModelType;
import dev.fanout.bench.plan.Options;
import dev.fanout.bench.plan.Plan;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.switching.MicroPlan;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.server.Delay;
import dev.fanout.server.DelayConverter;
import dev.fanout.server.Stall;
import dev.fanout.server.StallConverter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.ListResourceBundle;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that make a plan, shared by the commands that need one. */
final class PlanArguments {
  /** For the help. */
  static final class Presets extends ArrayList<String> {
    Presets() {
      super(Plan.presets());
    }
  }

  /** For the help and for the shell. */
  static final class Models extends ArrayList<String> {
    Models() {
      super(ModelType.all().stream().map(ModelType::key).toList());
    }
  }

  /** For the help and for the shell. */
  static final class Temperatures extends ArrayList<String> {
    Temperatures() {
      super(Temperature.ALL.stream().map(Temperature::text).toList());
    }
  }

  /** For the shell. */
  static final class Workloads extends ArrayList<String> {
    Workloads() {
      super(WorkloadKind.ofSlowServer().stream().map(WorkloadKind::key).toList());
    }
  }

  /** For the help and for the shell. */
  static final class Versions extends ArrayList<String> {
    Versions() {
      super(Parameter.HTTP_VERSIONS);
    }
  }

  /** Reads a version of HTTP. */
  static final class Version implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      String version = text.strip();
      if (!Parameter.HTTP_VERSIONS.contains(version)) {
        throw new TypeConversionException(
            "'%s' is not a version of HTTP that is measured: %s"
                .formatted(text, String.join(", ", Parameter.HTTP_VERSIONS)));
      }
      return version;
    }
  }

  /** Sentences of the help that are made of a list. */
  static final class Sentences extends ListResourceBundle {
    @Override
    protected Object[][] getContents() {
      return new Object[][] {
        {
          "workloads",
          WorkloadKind.ofSlowServer().stream()
              .map(WorkloadKind::inWords)
              .collect(Collectors.joining(", "))
        }
      };
    }
  }

  @Option(
      names = "--preset",
      defaultValue = "tutorial",
      completionCandidates = Presets.class,
      description = "What to measure: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  String preset = "tutorial";

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "MODEL",
      completionCandidates = Models.class,
      description = "Only these models; see the command models.")
  List<String> models = new ArrayList<>();

  @Option(names = "--requests", paramLabel = "N", description = "Number of requests.")
  @Nullable Integer requests;

  @Option(
      names = "--delay",
      paramLabel = "DELAY",
      description =
          "The server's delay, which the seed draws unless it is fixed; of a server of your own,"
              + " what to assume:%n"
              + DelayConverter.FORMS)
  @Nullable Delay delay;

  @Mixin StreamArguments stream = new StreamArguments();

  @Option(
      names = "--stall",
      converter = StallConverter.class,
      paramLabel = StallConverter.LABEL,
      description = StallConverter.DESCRIPTION + "; of a stream.")
  @Nullable Stall stall;

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "N",
      description =
          "Pool sizes, for the models that have a pool; limits of requests in flight, for those"
              + " named in --models that take one.")
  List<Integer> sizes = new ArrayList<>();

  @Option(
      names = "--chunk",
      paramLabel = "N",
      description = "Requests handed to a worker at a time, for the models that have chunks.")
  @Nullable Integer chunk;

  @Option(
      names = "--workload",
      split = ",",
      paramLabel = "WORKLOAD",
      completionCandidates = Workloads.class,
      description = "What the requests ask for: ${bundle:workloads}; default: hello.")
  List<String> workloads = new ArrayList<>();

  @Option(
      names = "--temperatures",
      split = ",",
      paramLabel = "TEMPERATURE",
      completionCandidates = Temperatures.class,
      description =
          "The JVMs that each case is measured in: ${COMPLETION-CANDIDATES} (default: cold, and"
              + " warm where the preset has it). cold-aot is a fresh JVM with an AOT cache of the"
              + " case.")
  List<String> temperatures = new ArrayList<>();

  @Option(
      names = "--http",
      split = ",",
      paramLabel = "VERSION",
      converter = Version.class,
      completionCandidates = Versions.class,
      description =
          "Versions of HTTP by which calls go, ${COMPLETION-CANDIDATES} (default: 1.1); 2 in clear"
              + " text or, with an address of https, by TLS.")
  List<String> http = new ArrayList<>();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description =
          "Shots of each case at each temperature; of the preset switch, JVMs for each benchmark.")
  @Nullable Integer rounds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the shuffle, and of the delays that are drawn (default: random).")
  @Nullable Long seed;

  @Mixin OwnArguments own = new OwnArguments();

  /** Whether micro-benchmarks are asked for, and no shots. */
  boolean areMicros() {
    return preset.strip().equals(Plan.SWITCH);
  }

  /**
   * The micro-benchmarks that were asked for with the options of that command.
   *
   * @throws RefusedException if an option was given that is about shots
   */
  MicroPlan micros(CommandSpec command) {
    OptionProperties.refuseAllBut(
        Set.of("preset", "rounds"),
        command,
        "--preset switch, whose micro-benchmarks have no model");
    return MicroPlan.of(rounds);
  }

  /**
   * What was asked for with the options of that command, of which these are a part.
   *
   * @param endpoint the system of the user's own that they name
   */
  Options options(CommandSpec command, @Nullable Endpoint endpoint) {
    var values = new EnumMap<Parameter, List<String>>(Parameter.class);
    values.put(Parameter.SIZE, sizes.stream().map(Object::toString).toList());
    values.put(Parameter.CHUNK, Stream.ofNullable(chunk).map(Object::toString).toList());
    values.put(Parameter.WORKLOAD, workloads.stream().map(String::strip).toList());
    values.put(Parameter.HTTP, List.copyOf(http));
    for (Parameter parameter : Parameter.withOption()) {
      values.put(parameter, ParameterValue.given(command, parameter));
    }
    values.values().removeIf(List::isEmpty);
    return new Options(
        preset.strip(),
        models.stream().map(String::strip).toList(),
        requests,
        delay,
        stream.arrivals,
        stream.length,
        stall,
        values,
        Plan.temperatures(temperatures.stream().map(String::strip).toList()),
        rounds,
        seed,
        endpoint);
  }
}
