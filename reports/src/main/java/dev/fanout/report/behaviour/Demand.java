package dev.fanout.report.behaviour;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A demand on what models do, such as {@code virtual-threads.deadline=right}.
 *
 * <p>It reads {@code MODEL[client=NAME].SCENARIO=OUTCOME}: a model's key; in brackets, which may be
 * left out, its client or variant; a scenario; an outcome, all as in behaviour.csv. Every row that
 * is selected must hold.
 *
 * @param text as it was given
 * @param choice the client or the variant; absent for all
 */
public record Demand(
    String text, String model, @Nullable String choice, Scenario scenario, Verdict verdict) {
  private static final Pattern FORM =
      Pattern.compile(
          "([^\\s.\\[\\]=]+)(?:\\[(?:client|variant)=([^\\s\\[\\]=]+)])?\\.([^\\s.\\[\\]=]+)=(\\S+)");

  /**
   * Reads a demand.
   *
   * @throws IllegalArgumentException if it has another form, or a word in it is unknown
   */
  public static Demand parse(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a demand on a behaviour, such as virtual-threads.deadline=right or completable-future[client=jdk].cancel=right"
              .formatted(text));
    }
    Scenario scenario =
        Scenario.of(parts.group(3))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "'%s' is not a scenario; these are %s"
                            .formatted(
                                parts.group(3),
                                Arrays.stream(Scenario.values())
                                    .map(Scenario::key)
                                    .collect(Collectors.joining(", ")))));
    Verdict verdict =
        Arrays.stream(Verdict.values())
            .filter(each -> each.key().equals(parts.group(4)))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "'%s' is not an outcome; these are %s"
                            .formatted(
                                parts.group(4),
                                Arrays.stream(Verdict.values())
                                    .map(Verdict::key)
                                    .collect(Collectors.joining(", ")))));
    return new Demand(text.strip(), parts.group(1), parts.group(2), scenario, verdict);
  }

  /** Whether it is about what a model, used in that way, does in a scenario. */
  public boolean isAbout(String key, @Nullable String client, @Nullable String variant) {
    return model.equals(key) && (choice == null || choice.equals(client) || choice.equals(variant));
  }

  /** Whether it holds, in a sentence for each row that it is about. */
  public List<Check> check(List<Behaviour> rows) {
    return rows.stream()
        .filter(row -> row.scenario() == scenario)
        .filter(row -> isAbout(row.model(), row.client(), row.variant()))
        .map(row -> new Check(this, row))
        .toList();
  }

  /** A demand, held against a row. */
  public record Check(Demand demand, Behaviour row) {
    /** Whether it holds. */
    public boolean holds() {
      return row.verdict() == demand.verdict();
    }

    @Override
    public String toString() {
      return "%s %s: %s is %s"
          .formatted(holds() ? "✓" : "✗", demand.text(), row.label(), row.verdict().key());
    }
  }
}
