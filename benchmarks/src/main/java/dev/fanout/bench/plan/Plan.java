package dev.fanout.bench.plan;

import dev.fanout.bench.model.FanOutBenchmark;
import dev.fanout.bench.model.ModelType;
import dev.fanout.bench.plan.Preset.PresetCase;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.PlannedShot;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.server.Delay;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which shots are fired, and in which order.
 *
 * @param preset the name of the preset it came from
 * @param requests the number of requests, N
 * @param delay the server's delay, D
 * @param seed of the shuffle
 * @param url an own server; absent for the slow server
 * @param shots in the order of firing
 */
public record Plan(
    String preset,
    int requests,
    Duration delay,
    long seed,
    @Nullable URI url,
    List<Planned> shots) {

  /** Cases with a floor from here on get one cold shot by default: their overhead is a trifle. */
  static final Duration LONG_CASE = Duration.ofSeconds(10);

  private static final Duration PREFLIGHT = Duration.ofSeconds(2);
  private static final Duration LONGEST =
      Duration.ofDays(20); // HTTP clients count millis in an int

  /**
   * Makes the plan.
   *
   * @throws RefusedException if the options make no sense
   */
  public static Plan of(Options options) {
    Preset preset = Preset.named(options.preset());
    int requests = Objects.requireNonNullElse(options.requests(), preset.requests());
    Duration delay = Objects.requireNonNullElse(options.delay(), preset.delay());
    if (delay.multipliedBy(requests).compareTo(LONGEST) > 0) {
      throw new RefusedException(
          "%d requests of %s make %d days one after another, and %d are accepted: lower --requests or --delay."
              .formatted(
                  requests,
                  Delay.text(delay),
                  delay.multipliedBy(requests).toDays(),
                  LONGEST.toDays()));
    }
    long seed =
        Objects.requireNonNullElseGet(options.seed(), () -> (long) new Random().nextInt(1_000_000));
    var rounds = new LinkedHashMap<Integer, List<Planned>>();
    var measured = new HashSet<Case>();
    for (PresetCase each : cases(preset, options)) {
      List<Planned> shots = shots(each, requests, delay, preset, options);
      if (!measured.add(shots.getFirst().measured())) {
        continue; // cases that differ in a parameter which they leave unused
      }
      for (Planned shot : shots) {
        rounds.computeIfAbsent(shot.round(), round -> new ArrayList<>()).add(shot);
      }
    }
    return new Plan(
        preset.name(), requests, delay, seed, options.url(), interleaved(rounds, new Random(seed)));
  }

  /** The names of all presets, the default first. */
  public static List<String> presets() {
    return Preset.ALL.stream().map(Preset::name).toList();
  }

  /** The plan as it is recorded with the measurements. */
  public Environment.Plan recorded() {
    return new Environment.Plan(
        preset,
        requests,
        delay.toMillis(),
        seed,
        shots.stream()
            .map(
                shot ->
                    new PlannedShot(
                        shot.measured(),
                        shot.temperature(),
                        shot.round(),
                        (double) shot.floor().toMillis()))
            .toList());
  }

  /** How long the preflight and all shots will take; an estimate. */
  public Duration expected() {
    return PREFLIGHT.plus(delay).plus(Planned.expected(shots));
  }

  /** The most files and sockets that the harness has open at once. */
  public int openFiles() {
    return shots.stream().mapToInt(Planned::openFiles).max().orElse(0);
  }

  /** The most requests that any of its cases has in flight at once. */
  public int inFlight() {
    return shots.stream().mapToInt(shot -> shot.measured().inFlight()).max().orElse(0);
  }

  /**
   * Round by round, each in an order of its own, so that a drift of the machine favours no case.
   */
  private static List<Planned> interleaved(Map<Integer, List<Planned>> rounds, Random random) {
    var order = new ArrayList<Planned>();
    for (List<Planned> round : rounds.values()) {
      Collections.shuffle(round, random);
      order.addAll(round);
    }
    return List.copyOf(order);
  }

  private static List<Planned> shots(
      PresetCase each, int requests, Duration delay, Preset preset, Options options) {
    Integer rounds = options.rounds();
    URI url = options.url();
    ModelType model = model(each.model());
    var parameters = new HashMap<String, String>();
    model.parameters().forEach((name, values) -> parameters.put(name, values.getFirst()));
    parameters.putAll(each.parameters());
    parameters.put("requests", Integer.toString(requests));
    parameters.put("delayMs", Long.toString(delay.toMillis()));
    FanOutBenchmark benchmark = model.with(parameters);
    boolean isLong = benchmark.floor().compareTo(LONG_CASE) >= 0;
    int shots = rounds != null ? rounds : isLong ? 1 : preset.rounds();
    List<Temperature> temperatures =
        preset.warm() && !isLong
            ? List.of(Temperature.COLD, Temperature.WARM)
            : List.of(Temperature.COLD);
    var planned = new ArrayList<Planned>();
    for (int round = 1; round <= shots; round++) {
      for (Temperature temperature : temperatures) {
        planned.add(
            new Planned(
                model.benchmark(),
                Map.copyOf(parameters),
                benchmark.measured(),
                temperature,
                round,
                benchmark.floor(),
                benchmark.openFiles(),
                temperature == Temperature.WARM
                    ? benchmark.warmUpTime(url == null)
                    : Duration.ZERO));
      }
    }
    return planned;
  }

  private static Set<PresetCase> cases(Preset preset, Options options) {
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
    List<String> sizes = options.sizes().stream().map(Object::toString).toList();
    List<String> chunks = options.chunk() == null ? List.of() : List.of(options.chunk().toString());
    boolean named = !options.models().isEmpty();
    return varied(varied(chosen, "size", sizes, named), "chunk", chunks, named);
  }

  /** Each case that has the parameter once per value; a set, since cases may become alike. */
  private static Set<PresetCase> varied(
      Iterable<PresetCase> cases, String parameter, List<String> values, boolean named) {
    var result = new LinkedHashSet<PresetCase>();
    boolean found = false;
    for (PresetCase each : cases) {
      if (values.isEmpty() || !takes(each, parameter, named)) {
        result.add(each);
        continue;
      }
      found = true;
      for (String value : values) {
        result.add(each.with(parameter, value));
      }
    }
    if (!values.isEmpty() && !found) {
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
    return result;
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

  private static ModelType model(String key) {
    List<ModelType> all = ModelType.all();
    return all.stream()
        .filter(model -> model.key().equals(key))
        .findFirst()
        .orElseThrow(() -> Unknown.word("model", key, all.stream().map(ModelType::key).toList()));
  }
}
