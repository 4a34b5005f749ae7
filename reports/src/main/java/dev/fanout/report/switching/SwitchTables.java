package dev.fanout.report.switching;

import dev.fanout.report.measurement.PublishedCost;
import dev.fanout.report.measurement.Quantity;
import dev.fanout.report.measurement.SwitchCost;
import dev.fanout.report.measurement.Switching;
import dev.fanout.report.text.TextTable;
import dev.fanout.report.text.TextTable.Column;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of a run, and the figures of others, as tables to read. */
public final class SwitchTables {
  private SwitchTables() {}

  /** All rows; columns in which no row has a figure are left out. */
  public static TextTable<SwitchCost> costs(Switching switching) {
    return new TextTable<SwitchCost>(
            List.of(
                Column.left("benchmark", SwitchCost::benchmark),
                Column.right("tasks", cost -> Objects.toString(cost.tasks(), TextTable.NONE)),
                Column.left("for one", cost -> cost.quantity().unit().replaceFirst(".*/", "")),
                Column.right("mean", cost -> figure(cost, cost.mean())),
                Column.right("± 99.9 %", cost -> figure(cost, cost.error())),
                Column.right("least", cost -> figure(cost, cost.min())),
                Column.right("greatest", cost -> figure(cost, cost.max())),
                Column.right("measured", SwitchTables::measured),
                Column.right("allocated", cost -> bytes(cost.allocated())),
                Column.right("of it heap", cost -> bytes(cost.heap())),
                Column.left(
                    "what",
                    cost ->
                        cost.notMeasured() == null
                            ? cost.what()
                            : "%s; not measured: %s".formatted(cost.what(), cost.notMeasured()))),
            switching.costs())
        .withoutEmptyColumns();
  }

  /** The figures of others, each with where it is from. */
  public static TextTable<PublishedCost> published(Switching switching) {
    return new TextTable<>(
        List.of(
            Column.left("what", PublishedCost::what),
            Column.left("for one", each -> each.quantity().unit().replaceFirst(".*/", "")),
            Column.right("figure", SwitchTables::range),
            Column.left(
                "source",
                each ->
                    "%s, %s, %d: %s"
                        .formatted(each.author(), each.title(), each.year(), each.address())),
            Column.left("machine", PublishedCost::machine)),
        switching.published());
  }

  /** The figure of others, such as {@code 1.20 µs to 1.50 µs}. */
  static String range(PublishedCost cost) {
    String low = SwitchText.figure(cost.quantity(), cost.low());
    return cost.low() == cost.high()
        ? low
        : low + " to " + SwitchText.figure(cost.quantity(), cost.high());
  }

  private static String measured(SwitchCost cost) {
    return cost.mean() == null
        ? TextTable.NONE
        : "%d × %d".formatted(cost.forks(), cost.iterations());
  }

  private static String figure(SwitchCost cost, @Nullable Double value) {
    return value == null ? TextTable.NONE : SwitchText.figure(cost.quantity(), value);
  }

  private static String bytes(@Nullable Double value) {
    return value == null ? TextTable.NONE : SwitchText.figure(Quantity.PARKED, value);
  }
}
