package dev.fanout.bench.behave;

import dev.fanout.bench.idiom.Answers;
import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.idiom.Idioms.Ability;
import dev.fanout.report.behaviour.Figure;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.report.behaviour.Verdict;
import dev.fanout.server.Fate;
import dev.fanout.server.Script;
import dev.fanout.server.Script.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Some requests fail.
 *
 * @param failing how many of 100, spread evenly
 */
record PartialFailure(Scenario scenario, Fate fate, int failing) implements Trial {
  private static final int REQUESTS = 100;
  private static final int MILLIS = 5;
  private static final String STATUS = "500";

  /** All of them. */
  static Stream<Trial> all() {
    return Stream.of(
        new PartialFailure(Scenario.ONE_RESET, Fate.RESET, 1),
        new PartialFailure(Scenario.ONE_STALLS, Fate.STALL, 1),
        new PartialFailure(Scenario.ONE_ERROR, Fate.ERROR, 1),
        new PartialFailure(Scenario.ONE_GARBAGE, Fate.GARBAGE, 1),
        new PartialFailure(Scenario.ONE_EMPTY, Fate.EMPTY, 1),
        new PartialFailure(Scenario.ONE_HALF, Fate.HALF, 1),
        new PartialFailure(Scenario.TEN_RESET, Fate.RESET, 10),
        new PartialFailure(Scenario.TEN_STALL, Fate.STALL, 10),
        new PartialFailure(Scenario.TEN_ERROR, Fate.ERROR, 10),
        new PartialFailure(Scenario.TEN_GARBAGE, Fate.GARBAGE, 10),
        new PartialFailure(Scenario.TEN_EMPTY, Fate.EMPTY, 10),
        new PartialFailure(Scenario.TEN_HALF, Fate.HALF, 10));
  }

  @Override
  public Ability ability() {
    return Ability.GATHER;
  }

  @Override
  public Script script() {
    int each = REQUESTS / failing;
    List<Part> parts = new ArrayList<>();
    for (int group = 0; group < failing; group++) {
      parts.add(Part.of(each / 2, MILLIS, Fate.OK));
      parts.add(Part.of(1, MILLIS, fate));
      parts.add(Part.of(each - each / 2 - 1, MILLIS, Fate.OK));
    }
    return new Script(parts);
  }

  /** A stalled request fails by its time-out; the others have their answers long before. */
  @Override
  public Duration timeout() {
    return Duration.ofMillis(fate == Fate.STALL ? 400 : 1_500);
  }

  @Override
  public Observed observe(Idioms idioms, Stage stage) throws Exception {
    var watch = Stopwatch.start();
    Answers answers = idioms.gather(stage.requests());
    double returned = watch.millis();
    Set<Integer> broken =
        IntStream.range(0, REQUESTS)
            .filter(request -> stage.script().part(request).fate() != Fate.OK)
            .boxed()
            .collect(Collectors.toSet());
    long delivered = answers.delivered().stream().filter(each -> !broken.contains(each)).count();
    long reported =
        answers.failed().entrySet().stream()
            .filter(each -> broken.contains(each.getKey()) && isCause(each.getValue()))
            .count();
    boolean allDelivered = delivered == REQUESTS - failing;
    boolean nothingElse =
        answers.delivered().size() == delivered && answers.failed().size() == reported;
    return Observed.of(
            allDelivered && reported == failing && nothingElse
                ? Verdict.RIGHT
                : allDelivered ? Verdict.PARTLY : Verdict.WRONG,
            "%d of %d right answers delivered, %d of %d failures reported%s"
                .formatted(
                    delivered,
                    REQUESTS - failing,
                    reported,
                    failing,
                    answers.failed().entrySet().stream()
                        .findFirst()
                        .map(
                            each -> ", of request %d: %s".formatted(each.getKey(), each.getValue()))
                        .orElse("")))
        .with(Figure.RETURNED_MS, returned)
        .with(Figure.DELIVERED, (double) delivered)
        .with(Figure.FAILED, answers.failed().size())
        .with(Figure.PENDING, answers.pending().size());
  }

  /** Whether a failure names its cause; clients have different words for all but a status. */
  private boolean isCause(String told) {
    return fate == Fate.ERROR ? told.contains(STATUS) : !told.isBlank();
  }
}
