package dev.fanout.bench.switching;

import dev.fanout.bench.model.Scenario;
import dev.fanout.bench.plan.PlanText;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.report.text.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which micro-benchmarks are run, and in which order: those that this machine cannot run too, so
 * that each has a row.
 *
 * @param micros all of them
 */
public record MicroPlan(List<PlannedMicro> micros) {
  private static final int FORKS = 3;
  private static final int FORKS_FOR_MEMORY = 5; // each of which gives one figure
  private static final int WARM_UPS = 3;
  private static final int ITERATIONS = 5;
  private static final int WARM_UP_SHARE = 8; // of the warm-up of a shot, for each iteration
  private static final List<Integer> TASKS = List.of(10_000, 100_000);

  /**
   * The plan.
   *
   * @param rounds JVMs for each benchmark; absent for as many as are usual
   * @throws RefusedException if that is none, or the property of the warm-up is wrong
   */
  public static MicroPlan of(@Nullable Integer rounds) {
    ShotPlan.checkWarmUp();
    return new MicroPlan(MicroType.all().stream().flatMap(type -> planned(type, rounds)).toList());
  }

  private static Stream<PlannedMicro> planned(MicroType type, @Nullable Integer rounds) {
    Duration length = Scenario.leastWarmUp().dividedBy(WARM_UP_SHARE);
    if (type.quantity().isTime()) {
      int forks = rounds == null ? FORKS : rounds;
      return Stream.of(new PlannedMicro(type, null, forks, WARM_UPS, ITERATIONS, length));
    }
    int forks = rounds == null ? FORKS_FOR_MEMORY : rounds;
    return TASKS.stream().map(tasks -> new PlannedMicro(type, tasks, forks, 0, 1, Duration.ZERO));
  }

  /** The plan in words, ending in a line feed; {@code now} is when it would begin. */
  public String text(Instant now) {
    var text = new StringBuilder("Plan: preset switch, micro-benchmarks by JMH\n\n");
    List<PlannedMicro> able = micros.stream().filter(each -> each.obstacle().isEmpty()).toList();
    int width = micros.stream().mapToInt(each -> each.name().length()).max().orElse(0);
    able.forEach(
        each ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "  %-" + width + "s  %6s   %s%n",
                    each.name(),
                    Figures.count(each.forks(), "JVM"),
                    each.type().does())));
    for (PlannedMicro each : micros) {
      each.obstacle()
          .ifPresent(why -> text.append("  left out: %s: %s%n".formatted(each.name(), why)));
    }
    Duration expected =
        able.stream().map(PlannedMicro::expected).reduce(Duration.ZERO, Duration::plus);
    text.append(
        "%n%s; about %s, so all done at about %s%n"
            .formatted(
                Figures.count(able.size(), "measurement"),
                Figures.duration(expected),
                PlanText.clock(now.plus(expected), now)));
    return text.toString();
  }
}
