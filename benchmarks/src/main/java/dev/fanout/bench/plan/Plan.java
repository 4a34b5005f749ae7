package dev.fanout.bench.plan;

import static java.util.stream.Collectors.toCollection;

import dev.fanout.bench.arrival.Arrivals;
import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.model.ModelType;
import dev.fanout.bench.plan.Preset.PresetCase;
import dev.fanout.bench.plan.ShotPlan.ClientUse;
import dev.fanout.bench.stream.StreamTheory;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.stream.StreamFigures;
import dev.fanout.report.text.Figures;
import dev.fanout.server.Delay;
import dev.fanout.server.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which shots are fired, and in which order.
 *
 * @param asked what it was made from
 * @param preset the name of the preset it came from
 * @param requests the number of requests, N
 * @param delay the server's delay, D, or how it is drawn; of no meaning while {@link #delayUnknown}
 * @param seed of the shuffle and of the delays drawn
 * @param shots in the order of firing
 * @param leftOut the cases that cannot be measured at that server, each with the reason
 */
public record Plan(
    Options asked,
    String preset,
    int requests,
    Delay delay,
    long seed,
    List<ShotPlan> shots,
    List<String> leftOut) {

  /** The name of the preset that has no shots, but micro-benchmarks. */
  public static final String SWITCH = "switch";

  /** Cases with a floor from here on get one cold shot by default: their overhead is a trifle. */
  static final Duration LONG_CASE = Duration.ofSeconds(10);

  private static final int MOST_ARRIVING = 1_000_000; // rows in requests.csv of one shot

  private static final int MOST_OF_STREAM = 100;

  private static final Duration PREFLIGHT = Duration.ofSeconds(2);
  private static final Delay UNKNOWN = Delay.fixed(Duration.ofMillis(1)); // no case is long by it

  /**
   * Makes the plan.
   *
   * @throws RefusedException if the options make no sense
   */
  public static Plan of(Options options) {
    Preset preset = Preset.named(options.preset());
    int requests = Objects.requireNonNullElse(options.requests(), preset.requests());
    Delay usual = isAssumed(options.own()) ? UNKNOWN : preset.delay();
    Delay delay = Objects.requireNonNullElse(options.delay(), usual);
    requireKnownDelay(options.own(), delay);
    long seed =
        Objects.requireNonNullElseGet(options.seed(), () -> (long) new Random().nextInt(1_000_000));
    var rounds = new LinkedHashMap<Integer, List<ShotPlan>>();
    var measured = new HashSet<Case>();
    var leftOut = new LinkedHashSet<String>();
    for (PresetCase each : Cases.of(preset, options)) {
      Endpoint own = each.calls(options.own());
      Optional<String> unfit =
          unfit(each, own).or(() -> streamObstacle(each)).or(() -> httpObstacle(each));
      if (unfit.isPresent()) {
        leftOut.add(unfit.get());
        continue;
      }
      List<ShotPlan> shots = shots(each, own, requests, delay, seed, preset, options);
      if (!measured.add(shots.getFirst().measured())) {
        continue; // cases that differ in a parameter which they leave unused
      }
      Optional<String> obstacle = obstacle(shots.getFirst().measured(), own);
      if (obstacle.isPresent()) {
        leftOut.add(obstacle.get());
        continue;
      }
      for (ShotPlan shot : shots) {
        rounds.computeIfAbsent(shot.round(), round -> new ArrayList<>()).add(shot);
      }
    }
    requireSome(rounds.values(), leftOut);
    return new Plan(
        options,
        preset.name(),
        rounds.values().stream()
            .flatMap(List::stream)
            .mapToInt(shot -> shot.measured().requests())
            .max()
            .orElse(requests),
        delay,
        seed,
        interleaved(rounds, new Random(seed)),
        List.copyOf(leftOut));
  }

  private static boolean isAssumed(@Nullable Endpoint own) {
    return own != null && !WorkloadKind.of(own.workload()).setsDelay();
  }

  /** Whether the delay is the server's own, so that it is assumed, and each floor with it. */
  public boolean delayAssumed() {
    return isAssumed(asked.own());
  }

  /** Whether nobody has said what to assume, so that the server is to be asked. */
  public boolean delayUnknown() {
    return delayAssumed() && asked.delay() == null;
  }

  /** The same plan for the delay that was found, on which its shots depend. */
  public Plan withDelay(Delay found) {
    return of(asked.with(found, seed));
  }

  private static void requireKnownDelay(@Nullable Endpoint own, Delay delay) {
    if (own != null && isAssumed(own) && !delay.isFixed()) {
      throw new RefusedException(
          "%1$s names a server of your own, whose delays are not drawn here: give --delay a plain time, or leave out %1$s."
              .formatted(own.option()));
    }
  }

  /** Why the model cannot call such a system, if it cannot. */
  private static Optional<String> unfit(PresetCase each, @Nullable Endpoint own) {
    return Optional.ofNullable(own)
        .flatMap(system -> Cases.model(each.model()).obstacle(system))
        .map(why -> "%s: %s".formatted(each.model(), why));
  }

  /** Why its requests cannot arrive as they are to, if they cannot. */
  private static Optional<String> streamObstacle(PresetCase each) {
    return Cases.model(each.model())
        .streamObstacle(each.parameters())
        .map(why -> "%s: %s".formatted(each.model(), why));
  }

  /** Why it cannot be called by the version of HTTP that it is to be, if it cannot. */
  private static Optional<String> httpObstacle(PresetCase each) {
    return ModelType.httpObstacle(each.parameters())
        .map(why -> "%s: %s".formatted(each.model(), why));
  }

  /** Why the case cannot be measured at that endpoint, if its client cannot call it. */
  private static Optional<String> obstacle(Case measured, @Nullable Endpoint own) {
    String client = measured.client();
    return own == null || client == null
        ? Optional.empty()
        : own.obstacle(client).map(why -> "%s: %s".formatted(measured.label(), why));
  }

  /** A shot for each client, and each way to use it, the first of it. */
  public Collection<ShotPlan> oneByClient() {
    var shots = new LinkedHashMap<ClientUse, ShotPlan>();
    shots().forEach(shot -> shots.putIfAbsent(shot.clientUse(), shot));
    return shots.values();
  }

  /**
   * The plan without the cases of clients that cannot be measured.
   *
   * @param failing why, by the client and the way to use it
   * @throws RefusedException if no case is left
   */
  public Plan without(Map<ClientUse, String> failing) {
    var left = new ArrayList<ShotPlan>();
    var without = new LinkedHashSet<>(leftOut);
    for (ShotPlan shot : shots) {
      String why = failing.get(shot.clientUse());
      if (why == null) {
        left.add(shot);
      } else {
        without.add("%s: %s fails (%s)".formatted(shot.measured().label(), shot.client(), why));
      }
    }
    requireSome(left, without);
    return new Plan(asked, preset, requests, delay, seed, List.copyOf(left), List.copyOf(without));
  }

  private static void requireSome(Collection<?> planned, Collection<String> leftOut) {
    if (planned.isEmpty()) {
      throw new RefusedException("No case is left to measure: " + String.join("; ", leftOut) + ".");
    }
  }

  /**
   * The temperatures that those words name, each once.
   *
   * @throws RefusedException if one names none
   */
  public static List<Temperature> temperatures(List<String> words) {
    return words.stream().map(Plan::temperature).distinct().sorted().toList();
  }

  private static Temperature temperature(String word) {
    return Temperature.ALL.stream()
        .filter(each -> each.text().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                Unknown.word(
                    "temperature", word, Temperature.ALL.stream().map(Temperature::text).toList()));
  }

  /** The cases that need an AOT cache. */
  public long aotCaches() {
    return shots.stream()
        .filter(shot -> shot.temperature() == Temperature.COLD_AOT)
        .map(ShotPlan::measured)
        .distinct()
        .count();
  }

  /** The names of all presets, the default first. */
  public static List<String> presets() {
    return Stream.concat(Preset.ALL.stream().map(Preset::name), Stream.of(SWITCH)).toList();
  }

  /** The plan as it is recorded with the measurements. */
  public Environment.Plan recorded() {
    return recorded(ShotPlan::recorded);
  }

  /** The same, with what is recorded of each shot. */
  public Environment.Plan recorded(Function<ShotPlan, Environment.PlannedShot> shot) {
    return new Environment.Plan(
        preset,
        requests,
        delay.median().toMillis(),
        seed,
        shots.stream().map(shot).toList(),
        delayAssumed());
  }

  /** How long the preflight and all shots will take; an estimate. */
  public Duration expected() {
    return PREFLIGHT
        .plus(delay.median())
        .multipliedBy(servers().size())
        .plus(ShotPlan.expected(shots));
  }

  /** The most files and sockets that the harness has open at once. */
  public int openFiles() {
    return shots.stream().mapToInt(ShotPlan::openFiles).max().orElse(0);
  }

  /** The servers that it needs. */
  public Set<Called> servers() {
    return shots.stream().map(ShotPlan::server).collect(toCollection(LinkedHashSet::new));
  }

  /**
   * The most requests that any of its cases on that server sends at once. Those of a stream come
   * one by one, and a burst of a hundred is more than most.
   */
  public int sentAtOnce(Called server) {
    return shots.stream()
        .filter(shot -> shot.server().equals(server))
        .mapToInt(
            shot -> {
              StreamTheory stream = shot.stream();
              return stream == null
                  ? mostInFlight(shot.measured())
                  : Math.min(stream.mostServed(), MOST_OF_STREAM);
            })
        .max()
        .orElse(0);
  }

  /** The most connections that any of its cases on that server has open at once. */
  public int connections(Called server) {
    return shots.stream()
        .filter(shot -> shot.server().equals(server))
        .map(ShotPlan::measured)
        .mapToInt(
            each -> Math.max(mostInFlight(each), Objects.requireNonNullElse(each.connections(), 0)))
        .max()
        .orElse(0);
  }

  private static int mostInFlight(Case measured) {
    return Objects.requireNonNullElse(measured.inFlight(), measured.requests());
  }

  /** As many plain requests, with the plan's delays, as that server is to hold at once. */
  public Work plain(Called server, int count) {
    Endpoint own = server.own();
    WorkloadKind kind = own == null ? WorkloadKind.HELLO : WorkloadKind.of(own.workload());
    return new Work(kind, count, delay, seed);
  }

  /** The longest delay that a request of it has. */
  public Duration longest() {
    return new Work(WorkloadKind.HELLO, requests, delay, seed).longest();
  }

  /** The most that any of its shots writes to disk, in bytes. */
  public long diskBytes() {
    return shots.stream()
        .map(ShotPlan::measured)
        .mapToLong(each -> each.requests() * bytes(each))
        .max()
        .orElse(0);
  }

  private static long bytes(Case measured) {
    Number bytes = measured.number(Parameter.FILE_BYTES);
    return bytes == null ? 0 : bytes.longValue();
  }

  /**
   * Round by round, each in an order of its own, so that a drift of the machine favours no case.
   */
  private static List<ShotPlan> interleaved(Map<Integer, List<ShotPlan>> rounds, Random random) {
    var order = new ArrayList<ShotPlan>();
    for (List<ShotPlan> round : rounds.values()) {
      Collections.shuffle(round, random);
      order.addAll(round);
    }
    return List.copyOf(order);
  }

  /** The temperatures at which a case is measured where nobody asks for others. */
  private static List<Temperature> usual(boolean arriving, Duration floor, Preset preset) {
    if (arriving) {
      return List.of(Temperature.WARM);
    }
    return floor.compareTo(preset.warmUnder()) < 0
        ? List.of(Temperature.COLD, Temperature.WARM)
        : List.of(Temperature.COLD);
  }

  /** How many requests of a stream arrive. */
  private static int arriving(PresetCase each, long seed) {
    String text = Objects.requireNonNull(each.parameters().get(Parameter.ARRIVALS.json()));
    Duration length =
        Duration.ofMillis(
            Long.parseLong(
                Objects.requireNonNull(each.parameters().get(Parameter.STREAM_MS.json()))));
    Arrivals arrivals = Arrivals.parse(text);
    double expected = arrivals.expected(length);
    if (expected > MOST_ARRIVING) { // so many would not even be drawn in time
      throw new RefusedException(
          "%s for %s makes about %.0f requests, and %d are the most: lower --arrivals or --for."
              .formatted(text, TimeSpan.text(length), expected, MOST_ARRIVING));
    }
    long[] moments = arrivals.moments(length, seed);
    double warmUpMs = StreamFigures.warmUpMs(length.toMillis());
    if (moments.length == 0 || moments[moments.length - 1] / 1e6 < warmUpMs) {
      throw new RefusedException(
          "%s for %s makes %s, and none after the warm-up part, the first %.0f ms: raise --arrivals or --for."
              .formatted(
                  text, TimeSpan.text(length), Figures.count(moments.length, "request"), warmUpMs));
    }
    return moments.length;
  }

  private static List<ShotPlan> shots(
      PresetCase each,
      @Nullable Endpoint own,
      int requests,
      Delay delay,
      long seed,
      Preset preset,
      Options options) {
    ModelType model = Cases.model(each.model());
    var parameters = new HashMap<>(each.parameters());
    boolean arriving = each.has(Parameter.ARRIVALS);
    parameters.put("requests", Integer.toString(arriving ? arriving(each, seed) : requests));
    parameters.put("delay", delay.text());
    parameters.put("seed", Long.toString(seed));
    Duration floor = ShotPlan.of(model, parameters, Temperature.COLD, 1, own).floor();
    boolean isLong = floor.compareTo(LONG_CASE) >= 0;
    Integer asked = options.rounds();
    int shots = asked != null ? asked : isLong ? 1 : preset.rounds();
    List<Temperature> temperatures =
        options.temperatures().isEmpty() ? usual(arriving, floor, preset) : options.temperatures();
    var planned = new ArrayList<ShotPlan>();
    for (int round = 1; round <= shots; round++) {
      for (Temperature temperature : temperatures) {
        planned.add(ShotPlan.of(model, parameters, temperature, round, own));
      }
    }
    return planned;
  }
}
