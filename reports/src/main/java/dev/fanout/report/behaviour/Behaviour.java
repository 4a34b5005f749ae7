package dev.fanout.report.behaviour;

import dev.fanout.report.measurement.Bounds;
import dev.fanout.report.measurement.PlainText;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a model did in a scenario: one observation.
 *
 * @param model its key
 * @param client the client, of a model that has a choice
 * @param variant the variant, likewise
 * @param says what it did, in a sentence
 * @param code the line of code by which it was asked; absent if there is none
 * @param figures what was counted and timed; those that say nothing are absent
 */
public record Behaviour(
    String model,
    @Nullable String client,
    @Nullable String variant,
    Scenario scenario,
    Verdict verdict,
    String says,
    @Nullable String code,
    Map<Figure, Double> figures) {
  /** Makes control characters of failures and server names visible, and copies the figures. */
  public Behaviour {
    model = PlainText.of(model);
    client = PlainText.ofNullable(client);
    variant = PlainText.ofNullable(variant);
    says = PlainText.of(says);
    code = PlainText.ofNullable(code);
    figures = Map.copyOf(figures);
    figures.forEach(Behaviour::require);
  }

  /** How late it is may be negative: it returned before the deadline. */
  private static void require(Figure figure, Double value) {
    if (figure != Figure.LATE_MS) {
      Bounds.require(figure.column(), value, 0);
    }
  }

  /** The model, with what tells it from others of its key. */
  public String label() {
    return Stream.of(model, client, variant)
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" "));
  }
}
