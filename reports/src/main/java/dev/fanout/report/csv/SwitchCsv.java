package dev.fanout.report.csv;

import dev.fanout.report.measurement.PublishedCost;
import dev.fanout.report.measurement.Quantity;
import dev.fanout.report.measurement.SwitchCost;
import dev.fanout.report.measurement.UnreadableRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/**
 * switch.csv: a row per micro-benchmark; and, a part of the product, what others have published.
 */
public final class SwitchCsv {
  private static final String PUBLISHED = "switch-published.csv";
  private static final List<String> PUBLISHED_HEADER =
      List.of("unit", "what", "low", "high", "author", "title", "year", "address", "machine");

  private static final CsvTable<SwitchCost> TABLE =
      new CsvTable<SwitchCost>()
          .text("benchmark", SwitchCost::benchmark)
          .text("what", SwitchCost::what)
          .plain("tasks", SwitchCost::tasks)
          .plain("unit", cost -> cost.quantity().unit())
          .plain("forks", SwitchCost::forks)
          .plain("iterations", SwitchCost::iterations)
          .ratio("mean", SwitchCost::mean)
          .ratio("error", SwitchCost::error)
          .ratio("min", SwitchCost::min)
          .ratio("max", SwitchCost::max)
          .ratio("alloc_bytes_per_op", SwitchCost::allocated)
          .ratio("heap_bytes", SwitchCost::heap)
          .text("not_measured", SwitchCost::notMeasured);

  private SwitchCsv() {}

  /** Creates the file with its header alone; fails if it exists. */
  public static void create(Path file) throws IOException {
    TABLE.create(file);
  }

  /** Adds a row, on disk when this returns. */
  public static void append(Path file, SwitchCost cost) throws IOException {
    TABLE.append(file, List.of(cost));
  }

  /**
   * Reads the file; a last row that is cut is left out.
   *
   * @throws UnreadableRunException if a column is missing, a cell does not fit, or a row
   *     contradicts itself or another one
   */
  public static List<SwitchCost> read(Path file) throws IOException {
    var costs = new LinkedHashMap<String, SwitchCost>();
    CsvReading.read(
        file.getFileName().toString(),
        Files.readAllBytes(file),
        TABLE.header(),
        row -> {
          SwitchCost cost = cost(row);
          if (costs.putIfAbsent(cost.name(), cost) != null) {
            throw row.refused("%s appears twice".formatted(cost.name()));
          }
        });
    return List.copyOf(costs.values());
  }

  private static SwitchCost cost(Row row) throws UnreadableRunException {
    return new SwitchCost(
        row.text("benchmark"),
        row.text("what"),
        row.optional("tasks", row::count),
        Quantity.of(row.text("unit")),
        row.integer("forks"),
        row.integer("iterations"),
        row.optional("mean", row::decimal),
        row.optional("error", row::decimal),
        row.optional("min", row::decimal),
        row.optional("max", row::decimal),
        row.optional("alloc_bytes_per_op", row::decimal),
        row.optional("heap_bytes", row::decimal),
        row.optional("not_measured", row::text));
  }

  /** Reads what others have published. */
  public static List<PublishedCost> published() throws IOException {
    try (var content = Objects.requireNonNull(SwitchCsv.class.getResourceAsStream(PUBLISHED))) {
      var published = new ArrayList<PublishedCost>();
      CsvReading.read(
          PUBLISHED, content.readAllBytes(), PUBLISHED_HEADER, row -> published.add(one(row)));
      return published;
    }
  }

  private static PublishedCost one(Row row) throws UnreadableRunException {
    return new PublishedCost(
        Quantity.of(row.text("unit")),
        row.text("what"),
        row.decimal("low"),
        row.decimal("high"),
        row.text("author"),
        row.text("title"),
        row.count("year"),
        row.text("address"),
        row.text("machine"));
  }
}
