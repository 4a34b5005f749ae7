package dev.fanout.report.switching;

import dev.fanout.report.chart.Chart;
import dev.fanout.report.chart.Chart.Table;
import dev.fanout.report.chart.Drawing.Scales;
import dev.fanout.report.chart.Drawing.Scales.Group;
import dev.fanout.report.chart.Drawing.Scales.Mark;
import dev.fanout.report.chart.Drawing.Scales.Panel;
import dev.fanout.report.measurement.PublishedCost;
import dev.fanout.report.measurement.Quantity;
import dev.fanout.report.measurement.SwitchCost;
import dev.fanout.report.measurement.Switching;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What a switch, a task and a request cost, on one log axis; and memory on another. */
public final class SwitchChart {
  private static final String AXIS = " (log scale: each line is ten times the one before it)";

  private SwitchChart() {}

  /** The chart, if some row has a figure. */
  public static Optional<Chart> of(Switching switching) {
    List<Panel> panels =
        Stream.of(
                new Panel("Time", "time of one" + AXIS, groups(switching, true)),
                new Panel("Memory", "memory of one" + AXIS, groups(switching, false)))
            .filter(panel -> !panel.groups().isEmpty())
            .toList();
    if (panels.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Chart(
            "switch",
            SwitchText.TITLE + ", beside a request",
            "A dot is the mean, with a line from the least to the greatest measurement. A diamond"
                + " is what somebody else published of another machine, and mostly of another"
                + " language; it has a line where the source gives two figures.",
            new Scales(panels),
            table(panels)));
  }

  private static Table table(List<Panel> panels) {
    return new Table(
        List.of("row", "of", "figure", "from", "to", "source"),
        panels.stream()
            .flatMap(panel -> panel.groups().stream())
            .flatMap(
                group ->
                    group.marks().stream()
                        .map(
                            mark ->
                                List.of(
                                    mark.name(),
                                    group.title(),
                                    mark.label(),
                                    mark.lowLabel(),
                                    mark.highLabel(),
                                    mark.published() ? "published" : "measured")))
            .toList());
  }

  /** What was measured of each quantity, the cheapest first, and what others published of it. */
  private static List<Group> groups(Switching switching, boolean times) {
    return Arrays.stream(Quantity.values())
        .filter(quantity -> quantity.isTime() == times)
        .map(quantity -> new Group(quantity.title(), marks(switching, quantity)))
        .filter(group -> group.marks().stream().anyMatch(mark -> !mark.published()))
        .toList();
  }

  private static List<Mark> marks(Switching switching, Quantity quantity) {
    return Stream.concat(
            switching.measured().stream()
                .filter(cost -> cost.quantity() == quantity)
                .map(SwitchChart::mark),
            switching.published().stream()
                .filter(cost -> cost.quantity() == quantity)
                .map(SwitchChart::mark))
        .filter(mark -> mark.low() > 0) // else a log axis has no place for it
        .sorted(Comparator.comparingDouble(Mark::value))
        .toList();
  }

  private static Mark mark(SwitchCost cost) {
    double mean = Objects.requireNonNull(cost.mean());
    return mark(
        cost.name(),
        false,
        cost.quantity(),
        mean,
        Objects.requireNonNull(cost.min()),
        Objects.requireNonNull(cost.max()),
        SwitchText.figure(cost.quantity(), mean));
  }

  private static Mark mark(PublishedCost cost) {
    return mark(
        "%s (%s %d)".formatted(cost.what(), cost.author(), cost.year()),
        true,
        cost.quantity(),
        (cost.low() + cost.high()) / 2,
        cost.low(),
        cost.high(),
        SwitchTables.range(cost));
  }

  private static Mark mark(
      String name,
      boolean published,
      Quantity quantity,
      double value,
      double low,
      double high,
      String label) {
    return new Mark(
        name,
        published,
        value,
        low,
        high,
        label,
        SwitchText.figure(quantity, low),
        SwitchText.figure(quantity, high));
  }
}
