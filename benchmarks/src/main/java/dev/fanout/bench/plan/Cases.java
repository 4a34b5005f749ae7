package dev.fanout.bench.plan;

import dev.fanout.bench.model.ModelType;
import dev.fanout.bench.plan.Preset.PresetCase;
import dev.fanout.bench.workload.WorkloadKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which cases are measured: those of the preset, narrowed and varied by the options. */
final class Cases {
  private static final String WORKLOAD = "workload";
  private static final String CPU = "cpuMs";
  private static final String FILE = "fileBytes";
  private static final String WRITES = "writes";
  private static final String HANDLERS = "handlerThreads";

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
    cases = ofModels(cases, "size", texts(options.sizes()), named);
    cases = ofModels(cases, "chunk", texts(optional(options.chunk())), named);
    cases = varied(cases, WORKLOAD, workloads(options), _ -> true);
    cases = ofWorkload(cases, CPU, "--cpu", texts(options.cpuMs()), WorkloadKind.CRAWL);
    List<String> bytes = texts(optional(options.fileBytes()));
    cases = ofWorkload(cases, FILE, "--file-size", bytes, WorkloadKind.DOWNLOAD);
    cases = varied(cases, WRITES, List.of("blocking", "non-blocking"), Cases::writesEitherWay);
    cases = varied(cases, HANDLERS, texts(options.handlerThreads()), _ -> true);
    return options.url() == null ? cases : onOwnServer(cases, options);
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

  private static List<String> workloads(Options options) {
    List<String> known =
        Arrays.stream(WorkloadKind.values())
            .filter(kind -> kind != WorkloadKind.GET) // of which no answer is known
            .map(WorkloadKind::key)
            .toList();
    for (String workload : options.workloads()) {
      if (!known.contains(workload)) {
        throw Unknown.word("workload", workload, known);
      }
    }
    return options.workloads();
  }

  private static boolean isOn(PresetCase each, WorkloadKind kind) {
    String workload = each.parameters().getOrDefault(WORKLOAD, WorkloadKind.HELLO.key());
    return workload.equals(kind.key());
  }

  private static boolean writesEitherWay(PresetCase each) {
    return isOn(each, WorkloadKind.DOWNLOAD)
        && !each.parameters().containsKey(WRITES)
        && model(each.model()).with(each.parameters()).callsBack();
  }

  /** Without those that ask for more than a greeting, or for a setting of the slow server. */
  private static Set<PresetCase> onOwnServer(Set<PresetCase> cases, Options options) {
    Set<PresetCase> plain = new LinkedHashSet<>(cases);
    plain.removeIf(
        each -> !isOn(each, WorkloadKind.HELLO) || each.parameters().containsKey(HANDLERS));
    boolean asked = !options.workloads().isEmpty() || !options.handlerThreads().isEmpty();
    if (plain.isEmpty() || (asked && plain.size() < cases.size())) {
      throw new RefusedException(
          "--url names an own server, which is asked for the workload hello alone, on handler"
              + " threads of its own: leave out --workload and --handler-threads, or --url.");
    }
    return plain;
  }

  /** Each case that the predicate takes, once per value. */
  private static Set<PresetCase> varied(
      Set<PresetCase> cases, String parameter, List<String> values, Predicate<PresetCase> takes) {
    if (values.isEmpty()) {
      return cases;
    }
    var result = new LinkedHashSet<PresetCase>();
    for (PresetCase each : cases) {
      if (takes.test(each)) {
        values.forEach(value -> result.add(each.with(parameter, value)));
      } else {
        result.add(each);
      }
    }
    return result;
  }

  private static Set<PresetCase> ofWorkload(
      Set<PresetCase> cases,
      String parameter,
      String option,
      List<String> values,
      WorkloadKind of) {
    if (!values.isEmpty() && cases.stream().noneMatch(each -> isOn(each, of))) {
      throw new RefusedException(
          "%s was given, which only the workload %s has: add --workload %s."
              .formatted(option, of.key(), of.key()));
    }
    return varied(cases, parameter, values, each -> isOn(each, of));
  }

  private static Set<PresetCase> ofModels(
      Set<PresetCase> cases, String parameter, List<String> values, boolean named) {
    if (!values.isEmpty() && cases.stream().noneMatch(each -> takes(each, parameter, named))) {
      throw new RefusedException(
          "A %s of %s was given, but none of the chosen models has one; those that have: %s."
              .formatted(
                  parameter,
                  String.join(", ", values),
                  String.join(
                      ", ",
                      ModelType.all().stream()
                          .filter(model -> model.parameters().containsKey(parameter))
                          .map(ModelType::key)
                          .toList())));
    }
    return varied(cases, parameter, values, each -> takes(each, parameter, named));
  }

  private static List<Integer> optional(@Nullable Integer value) {
    return value == null ? List.of() : List.of(value);
  }

  private static List<String> texts(List<Integer> values) {
    return values.stream().map(Object::toString).toList();
  }

  /** Whether the case has the parameter; one without a limit is given one only if it is named. */
  private static boolean takes(PresetCase each, String parameter, boolean named) {
    List<String> values = model(each.model()).parameters().get(parameter);
    return values != null
        && (named || !each.parameters().getOrDefault(parameter, values.getFirst()).equals("0"));
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
