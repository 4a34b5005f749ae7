package dev.fanout.report.csv;

import dev.fanout.report.behaviour.Behaviour;
import dev.fanout.report.behaviour.Figure;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.report.behaviour.Verdict;
import dev.fanout.report.measurement.UnreadableRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** behaviour.csv: a row per model and scenario. */
public final class BehaviourCsv {
  private static final CsvTable<Behaviour> TABLE =
      new CsvTable<Behaviour>()
          .text("model", Behaviour::model)
          .text("client", Behaviour::client)
          .text("variant", Behaviour::variant)
          .plain("scenario", row -> row.scenario().key())
          .plain("outcome", row -> row.verdict().key())
          .text("says", Behaviour::says)
          .text("code", Behaviour::code)
          .each(
              List.of(Figure.values()),
              (table, figure) ->
                  table.number(figure.column(), figure.unit(), row -> row.figures().get(figure)));

  private BehaviourCsv() {}

  /** Creates the file with its header alone; fails if it exists. */
  public static void create(Path file) throws IOException {
    TABLE.create(file);
  }

  /** Adds a row, on disk when this returns. */
  public static void append(Path file, Behaviour row) throws IOException {
    TABLE.append(file, List.of(row));
  }

  /**
   * Reads all rows; a last one that is cut is left out.
   *
   * @throws UnreadableRunException if a column is missing, a cell does not fit, or a model and
   *     scenario is there twice
   */
  public static List<Behaviour> read(Path file) throws IOException {
    var rows = new ArrayList<Behaviour>();
    var seen = new HashSet<String>();
    CsvReading.read(
        file.getFileName().toString(),
        Files.readAllBytes(file),
        TABLE.header(),
        row -> {
          Behaviour read = behaviour(row);
          String what = "%s, %s".formatted(read.label(), read.scenario().key());
          if (!seen.add(what)) {
            throw row.refused(what + " appears twice");
          }
          rows.add(read);
        });
    return rows;
  }

  private static Behaviour behaviour(Row row) throws UnreadableRunException {
    return new Behaviour(
        row.text("model"),
        row.optional("client", row::text),
        row.optional("variant", row::text),
        row.word("scenario", List.of(Scenario.values()), Scenario::key),
        row.word("outcome", List.of(Verdict.values()), Verdict::key),
        row.text("says"),
        row.optional("code", row::text),
        figures(row));
  }

  private static Map<Figure, Double> figures(Row row) throws UnreadableRunException {
    var figures = new EnumMap<Figure, Double>(Figure.class);
    for (Figure figure : Figure.values()) {
      Double value = row.optional(figure.column(), column -> row.number(column, figure.unit()));
      if (value != null) {
        figures.put(figure, value);
      }
    }
    return figures;
  }
}
