package dev.fanout.report.threshold;

import dev.fanout.report.measurement.Environment.PlannedShot;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Summary;
import dev.fanout.report.measurement.SummaryColumn;
import dev.fanout.report.measurement.Unit;
import dev.fanout.report.text.CaseNames;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A demand on a figure of the summary, such as {@code virtual-threads.warm.overhead_ms<100}.
 *
 * <p>It reads {@code MODEL[PARAMETER=VALUE,...].TEMPERATURE.COLUMN OPERATOR NUMBER}: a model's key;
 * in brackets, which may be left out, parameters that tell its cases apart; cold, cold-aot or warm,
 * each where it is left out; a column of numbers of summary.csv; one of {@code < <= > >= =}; a
 * number in the column's unit. Every row that is selected must hold.
 *
 * @param text as it was given
 * @param selector which rows are meant
 * @param column of which figure
 * @param operator one of {@code < <= > >= =}
 * @param bound the number
 */
public record Threshold(
    String text, Selector selector, SummaryColumn column, String operator, double bound) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<model>[^\\s.\\[\\]<>=!]+)(?:\\[(?<parameters>[^\\[\\]]*)])?"
              + "(?:\\.(?<temperature>[^\\s.\\[\\]<>=!]+))?\\.(?<column>[^\\s.\\[\\]<>=!]+)"
              + "\\s*(?<operator><=|>=|<|>|=)\\s*(?<bound>[^\\s=]\\S*)");

  /** The columns of numbers in summary.csv. */
  static final List<SummaryColumn> COLUMNS =
      Stream.concat(
              Arrays.stream(Parameter.values())
                  .filter(Parameter::isNumber)
                  .map(
                      each ->
                          new SummaryColumn(
                              each.column(), Unit.COUNT, row -> row.measured().number(each))),
              SummaryColumn.all().stream())
          .toList();

  /**
   * Reads a threshold.
   *
   * @throws MalformedThresholdException if it has another form, or a word in it is unknown
   */
  public static Threshold parse(String text) {
    String stripped = text.strip();
    Matcher parts = FORM.matcher(stripped);
    if (!parts.matches()) {
      throw new MalformedThresholdException(
          "'%s' is not a threshold. Write MODEL[PARAMETER=VALUE].TEMPERATURE.COLUMN<NUMBER, such as virtual-threads.warm.overhead_ms<100, with <, <=, >, >= or =."
              .formatted(text));
    }
    return new Threshold(
        stripped,
        Selector.parse(parts.group("model"), parts.group("parameters"), parts.group("temperature")),
        column(parts.group("column")),
        parts.group("operator"),
        bound(parts.group("bound")));
  }

  private static SummaryColumn column(String name) {
    return COLUMNS.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new MalformedThresholdException(
                    "'%s' is not a column of numbers in summary.csv; these are %s."
                        .formatted(
                            name,
                            COLUMNS.stream()
                                .map(SummaryColumn::name)
                                .collect(Collectors.joining(", ")))));
  }

  private static double bound(String text) {
    try {
      double bound = new BigDecimal(text).doubleValue();
      if (Double.isFinite(bound)) {
        return bound;
      }
    } catch (NumberFormatException e) {
      // as for a number without an end
    }
    throw new MalformedThresholdException(
        "'%s' is not a number; a threshold ends in one such as 100 or 0.95, without a unit."
            .formatted(text));
  }

  /**
   * Makes sure that the plan has a shot that is meant, before anything is measured.
   *
   * @throws MalformedThresholdException if it has none
   */
  public void requirePlanned(List<PlannedShot> plan) {
    var names = CaseNames.of(plan.stream().map(PlannedShot::measured));
    if (plan.stream().noneMatch(shot -> selector.selects(shot.measured(), shot.temperature()))) {
      throw new MalformedThresholdException(
          "'%s' selects no planned case; the planned cases are %s."
              .formatted(
                  text,
                  plan.stream()
                      .map(shot -> names.of(shot.measured(), shot.temperature()))
                      .distinct()
                      .collect(Collectors.joining("; "))));
    }
  }

  /** Holds the threshold against the figures. */
  public ThresholdCheck check(List<Summary> rows) {
    List<Summary> selected =
        rows.stream().filter(row -> selector.selects(row.measured(), row.temperature())).toList();
    var names = CaseNames.of(selected.stream().map(Summary::measured));
    if (selected.isEmpty()) {
      return new ThresholdCheck(text, false, "it selects no case of the run");
    }
    return new ThresholdCheck(
        text,
        selected.stream().allMatch(this::holds),
        selected.size() == 1
            ? figure(selected.getFirst())
            : selected.stream()
                .map(
                    row ->
                        "%s %s".formatted(names.of(row.measured(), row.temperature()), figure(row)))
                .collect(Collectors.joining("; ")));
  }

  private boolean holds(Summary row) {
    Number figure = column.figure().apply(row);
    if (figure == null) {
      return false;
    }
    double above = figure.doubleValue() - bound;
    return switch (operator) {
      case "<" -> above < 0;
      case "<=" -> above <= 0;
      case ">" -> above > 0;
      case ">=" -> above >= 0;
      default -> above == 0;
    };
  }

  private String figure(Summary row) {
    Number figure = column.figure().apply(row);
    if (figure == null) {
      return row.shots() == 0 ? "no valid shot" : "no " + column.name();
    }
    return BigDecimal.valueOf(figure.doubleValue())
        .setScale(4, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** As it was given. */
  @Override
  public String toString() {
    return text;
  }
}
