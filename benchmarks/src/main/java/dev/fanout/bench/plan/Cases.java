package dev.fanout.bench.plan;

import dev.fanout.bench.arrival.Arrivals;
import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.model.ModelType;
import dev.fanout.bench.plan.Preset.PresetCase;
import dev.fanout.bench.workload.BackendType;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Parameter.Role;
import dev.fanout.server.Stall;
import dev.fanout.server.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which cases are measured: those of the preset, narrowed and varied by the options. */
public final class Cases {
  /** How long requests arrive where nobody says how long. */
  private static final Duration STREAMED = Duration.ofSeconds(30);

  private Cases() {}

  /**
   * The cases, in order.
   *
   * @throws RefusedException if an option has an unknown word, or none of the cases has a use for
   *     it
   */
  static Set<PresetCase> of(Preset preset, Options options) {
    boolean named = !options.models().isEmpty();
    Set<PresetCase> cases = new LinkedHashSet<>(chosen(preset, options));
    for (Parameter parameter : List.of(Parameter.SIZE, Parameter.CHUNK)) {
      cases = varied(cases, parameter, options, each -> takes(each, parameter, named));
    }
    requireKnown(options.values(Parameter.WORKLOAD));
    cases = varied(cases, Parameter.WORKLOAD, options, each -> !each.namesBackend());
    for (Parameter parameter : withOption(Role.WORK)) {
      WorkloadKind of = WorkloadKind.having(parameter);
      cases = varied(cases, parameter, options, each -> isOn(each, of));
    }
    List<String> ways = List.of("blocking", "non-blocking");
    cases = varied(cases, Parameter.WRITES, ways, Cases::writesEitherWay);
    cases = varied(cases, Parameter.HTTP, options, _ -> true);
    for (Parameter parameter : withOption(Role.SERVER)) {
      cases =
          varied(
              cases,
              parameter,
              options,
              each -> !each.namesBackend() && (parameter != Parameter.STREAMS || each.isByHttp2()));
    }
    Endpoint own = options.own();
    Set<PresetCase> aimed = own == null ? cases : on(own, cases, options);
    return streamed(
        varied(aimed, Parameter.CONNECTION_POOL, options, Cases::keepsConnections), options);
  }

  /** Each case once for each way in which its requests are to arrive. */
  private static Set<PresetCase> streamed(Set<PresetCase> cases, Options options) {
    List<String> arrivals = options.arrivals().stream().map(Arrivals::text).toList();
    Duration length = options.streamed();
    Set<PresetCase> streamed = varied(cases, Parameter.ARRIVALS, arrivals, _ -> true);
    boolean arriving = streamed.stream().allMatch(each -> each.has(Parameter.ARRIVALS));
    if (arriving && options.requests() != null) {
      throw new RefusedException(
          "--requests %d was given, and how many requests arrive follows from --arrivals and --for: leave --requests out."
              .formatted(options.requests()));
    }
    Stall stall = options.stall();
    if (!arriving && (length != null || stall != null)) {
      throw new RefusedException(
          "%s was given, which only a stream of arrivals has: add --arrivals, such as --arrivals 80/s."
              .formatted(length != null ? "--for" : "--stall"));
    }
    if (stall != null && streamed.stream().anyMatch(PresetCase::namesBackend)) {
      throw new RefusedException(
          "--stall holds back the answers of the slow server, and another one is called: leave it"
              + " out.");
    }
    return streamed.stream()
        .map(each -> !arriving ? each : lasting(each, length))
        .map(each -> stall == null ? each : stalling(each, stall))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static PresetCase lasting(PresetCase each, @Nullable Duration length) {
    return length != null || !each.has(Parameter.STREAM_MS)
        ? each.with(
            Parameter.STREAM_MS.json(),
            Long.toString(Objects.requireNonNullElse(length, STREAMED).toMillis()))
        : each;
  }

  private static PresetCase stalling(PresetCase each, Stall stall) {
    long streamMs =
        Long.parseLong(Objects.requireNonNull(each.parameters().get(Parameter.STREAM_MS.json())));
    if (stall.at().toMillis() >= streamMs) {
      throw new RefusedException(
          "--stall %s begins after the last request: the stream lasts %s, so let it begin sooner, or give a longer --for."
              .formatted(stall.text(), TimeSpan.text(Duration.ofMillis(streamMs))));
    }
    return each.with(Parameter.STALL.json(), stall.text());
  }

  private static boolean keepsConnections(PresetCase each) {
    String backend = each.parameters().getOrDefault(PresetCase.BACKEND, BackendType.HTTP);
    return BackendType.of(backend).keepsConnections();
  }

  private static List<Parameter> withOption(Role role) {
    return Parameter.withOption().stream().filter(Parameter.of(role)::contains).toList();
  }

  private static Set<PresetCase> varied(
      Set<PresetCase> cases, Parameter parameter, Options options, Predicate<PresetCase> takes) {
    List<String> values = options.values(parameter);
    if (!values.isEmpty() && cases.stream().noneMatch(takes)) {
      throw new RefusedException(
          parameter == Parameter.CONNECTION_POOL
              ? noConnections(" " + String.join(",", values))
              : parameter == Parameter.STREAMS
                  ? "--streams %s was given, which only HTTP/2 has: add --http 2."
                      .formatted(String.join(",", values))
                  : Parameter.of(Role.WORK).contains(parameter) && parameter != Parameter.WORKLOAD
                      ? ofAnotherWorkload(parameter)
                      : "A %s of %s was given, but none of the chosen models has one; those that have: %s."
                          .formatted(
                              parameter.column(), String.join(", ", values), having(parameter)));
    }
    return varied(cases, parameter, values, takes);
  }

  /** Why {@code --connections}, with that after it, is refused where nothing has a use for it. */
  public static String noConnections(String given) {
    return "--connections%s was given, and what is called keeps no connections open: give --backend one of %s with it."
        .formatted(
            given,
            BackendType.all().stream()
                .filter(BackendType::keepsConnections)
                .map(BackendType::key)
                .sorted()
                .collect(Collectors.joining(", ")));
  }

  /** Why the option of a parameter is refused where no workload is measured that has it. */
  public static String ofAnotherWorkload(Parameter parameter) {
    String workload = WorkloadKind.having(parameter).key();
    return "%s was given, which only the workload %s has: add --workload %s."
        .formatted(parameter.option().name(), workload, workload);
  }

  private static String having(Parameter parameter) {
    return ModelType.all().stream()
        .filter(model -> model.parameters().containsKey(parameter.json()))
        .map(ModelType::key)
        .collect(Collectors.joining(", "));
  }

  private static List<PresetCase> chosen(Preset preset, Options options) {
    var chosen = new ArrayList<PresetCase>();
    if (options.models().isEmpty()) {
      chosen.addAll(preset.cases());
      if (preset.everyModel()) {
        ModelType.all().stream()
            .filter(model -> preset.cases().stream().noneMatch(each -> each.isOf(model)))
            .forEach(model -> chosen.addAll(ofJmh(model)));
      }
    }
    for (String key : options.models()) {
      ModelType model = model(key);
      List<PresetCase> ofPreset = preset.cases().stream().filter(each -> each.isOf(model)).toList();
      chosen.addAll(ofPreset.isEmpty() ? ofJmh(model) : ofPreset);
    }
    return chosen;
  }

  private static void requireKnown(List<String> workloads) {
    List<String> known = WorkloadKind.ofSlowServer().stream().map(WorkloadKind::key).toList();
    for (String workload : workloads) {
      if (!known.contains(workload)) {
        throw Unknown.word("workload", workload, known);
      }
    }
  }

  private static boolean isOn(PresetCase each, WorkloadKind kind) {
    String workload =
        each.parameters().getOrDefault(Parameter.WORKLOAD.json(), WorkloadKind.HELLO.key());
    return workload.equals(kind.key());
  }

  private static boolean writesEitherWay(PresetCase each) {
    return isOn(each, WorkloadKind.having(Parameter.WRITES))
        && !each.has(Parameter.WRITES)
        && model(each.model()).scenario(each.parameters()).callsBack();
  }

  /** As they call that system, without those that are about the slow server alone. */
  private static Set<PresetCase> on(Endpoint own, Set<PresetCase> cases, Options options) {
    List<Parameter> ofServer = Parameter.of(Role.SERVER);
    var plain = new LinkedHashSet<PresetCase>();
    for (PresetCase each : cases) {
      if ((isOn(each, WorkloadKind.HELLO) || each.namesBackend())
          && ofServer.stream().noneMatch(each::has)) {
        plain.add(
            each.with(Parameter.WORKLOAD.json(), own.workload())
                .with(PresetCase.BACKEND, own.backend())
                .withoutConnectionsUnless(BackendType.of(own.backend()).keepsConnections()));
      }
    }
    boolean asked =
        options.values().containsKey(Parameter.WORKLOAD)
            || ofServer.stream().anyMatch(options.values()::containsKey);
    if (plain.isEmpty() || (asked && plain.size() < cases.size())) {
      throw new RefusedException(
          "%1$s names another server than the slow one, which alone has --workload, --handler-threads and --streams: leave these out, or %1$s."
              .formatted(own.option()));
    }
    return plain;
  }

  /** Each case that the predicate takes, once per value. */
  private static Set<PresetCase> varied(
      Set<PresetCase> cases,
      Parameter parameter,
      List<String> values,
      Predicate<PresetCase> takes) {
    if (values.isEmpty()) {
      return cases;
    }
    var result = new LinkedHashSet<PresetCase>();
    for (PresetCase each : cases) {
      if (takes.test(each)) {
        values.forEach(value -> result.add(each.with(parameter.json(), value)));
      } else {
        result.add(each);
      }
    }
    return result;
  }

  /** Whether the case has the parameter; one without a limit is given one only if it is named. */
  private static boolean takes(PresetCase each, Parameter parameter, boolean named) {
    String name = parameter.json();
    List<String> values = model(each.model()).parameters().get(name);
    return values != null
        && (named || !each.parameters().getOrDefault(name, values.getFirst()).equals("0"));
  }

  /** The cases that JMH would measure: each value of each parameter. */
  private static List<PresetCase> ofJmh(ModelType model) {
    List<PresetCase> cases = List.of(new PresetCase(model.key(), Map.of()));
    for (var parameter : model.parameters().entrySet()) {
      cases =
          cases.stream()
              .flatMap(
                  each ->
                      parameter.getValue().stream()
                          .map(value -> each.with(parameter.getKey(), value)))
              .toList();
    }
    return cases;
  }

  static ModelType model(String key) {
    List<ModelType> all = ModelType.all();
    return all.stream()
        .filter(model -> model.key().equals(key))
        .findFirst()
        .orElseThrow(() -> Unknown.word("model", key, all.stream().map(ModelType::key).toList()));
  }
}
