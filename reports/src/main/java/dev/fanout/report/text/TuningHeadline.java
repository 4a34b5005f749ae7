package dev.fanout.report.text;

import static java.util.Comparator.comparingDouble;

import dev.fanout.report.tuning.TunedSize;
import dev.fanout.report.tuning.Tuning;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/** The first line about a search for the best pool size: the size, its time and what it means. */
final class TuningHeadline {
  private final Recommendation tuned;
  private final Tuning tuning;

  private TuningHeadline(Recommendation tuned) {
    this.tuned = tuned;
    tuning = tuned.tuning();
  }

  static String of(Recommendation tuned) {
    var headline = new TuningHeadline(tuned);
    return "%s: %s".formatted(tuned.pool(tuned.advice().size()), headline.outcome());
  }

  private String outcome() {
    TunedSize chosen = tuned.chosen();
    if (!tuned.advice().goalMet()) {
      return "%s. The goal of %s is not met%s"
          .formatted(Recommendation.wall(chosen), tuned.goal().target(), reachable());
    }
    Double wall = Recommendation.wallMs(chosen);
    if (tuned.goal().isThroughput() && wall != null) {
      return "%s, all %s in %s; no smaller size that was measured surely reaches %s."
          .formatted(
              Recommendation.rate(tuned.perSecond(wall)),
              Figures.count(tuning.requests(), "request"),
              Recommendation.wall(chosen),
              tuned.goal().target());
    }
    if (tuned.goal().isP99()) {
      return "%s, and 99 of 100 requests within %s, where the goal is %s."
          .formatted(
              Recommendation.wall(chosen), Figures.time(chosen.p99Ms()), tuned.goal().target());
    }
    return Recommendation.wall(chosen) + steps();
  }

  /** How much the best size falls short of the goal. */
  private String reachable() {
    Optional<TunedSize> nearest =
        tuned.goal().isP99()
            ? nearest(comparingDouble(size -> Objects.requireNonNullElse(size.p99Ms(), 1e12)))
            : nearest(
                comparingDouble(
                    size -> Objects.requireNonNullElse(Recommendation.wallMs(size), 1e12)));
    return nearest
        .map(
            size ->
                tuned.goal().isP99()
                    ? ": the least 99th percentile was %s, with %s."
                        .formatted(Figures.time(size.p99Ms()), tuned.pool(size.size()))
                    : ": the most that was reached is %s, with %s."
                        .formatted(
                            Recommendation.rate(
                                tuned.perSecond(
                                    Objects.requireNonNull(Recommendation.wallMs(size)))),
                            tuned.pool(size.size())))
        .orElse(".");
  }

  private Optional<TunedSize> nearest(Comparator<TunedSize> order) {
    return tuning.sizes().stream()
        .filter(size -> (tuned.goal().isP99() ? size.p99Ms() : Recommendation.wallMs(size)) != null)
        .min(order);
  }

  /** What the sizes between this one and the next that the theory tells apart are good for. */
  private String steps() {
    int size = tuned.advice().size();
    Integer next = tuned.advice().nextStep();
    boolean isBest = tuned.advice().best() == size;
    if (next != null && next > size + 1) {
      return ", the last step before %d; %s."
          .formatted(next, noFaster(size + 1, next - 1, "no faster"));
    }
    if (next == null && size < tuning.maxSize()) {
      return "; %s."
          .formatted(
              noFaster(
                  size + 1,
                  tuning.maxSize(),
                  tuned.savedMs(tuned.best()) == null ? "no faster" : "less than 5 % faster"));
    }
    if (tuning.sizes().size() == 1) {
      return "; no other size was measured.";
    }
    return isBest
        ? ", the fastest of the sizes measured."
        : ", within 5 %% of the best, %s %s."
            .formatted(tuned.pool(tuned.advice().best()), Recommendation.bracketed(tuned.best()));
  }

  private static String noFaster(int from, int to, String how) {
    return from == to
        ? "%d is %s".formatted(from, how)
        : "%d to %d are %s".formatted(from, to, how);
  }
}
