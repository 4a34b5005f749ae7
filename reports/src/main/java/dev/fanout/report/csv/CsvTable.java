package dev.fanout.report.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fanout.report.file.Appending;
import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Unit;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a CSV file and what fills them, written as RFC 4180 has it, with line feeds alone.
 *
 * <p>Numbers are written for {@link Locale#ROOT}; a value that is absent is an empty cell.
 *
 * @param <T> what a row is about
 */
public final class CsvTable<T> {
  static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  /** What a spreadsheet takes for the start of a formula, and the mark that prevents that. */
  private static final String GUARDED = "=+-@\t\r'";

  private static final String GUARD = "'";

  private record Column<T>(String name, Function<T, String> cell) {}

  private final List<Column<T>> columns;

  /** A table that has no column yet. */
  public CsvTable() {
    this(List.of());
  }

  private CsvTable(List<Column<T>> columns) {
    this.columns = columns;
  }

  private CsvTable<T> column(String name, Function<T, String> cell) {
    return new CsvTable<>(
        Stream.concat(columns.stream(), Stream.of(new Column<>(name, cell))).toList());
  }

  /** With a column for each of several things. */
  <C> CsvTable<T> each(Collection<C> things, BiFunction<CsvTable<T>, C, CsvTable<T>> adding) {
    CsvTable<T> table = this;
    for (C thing : things) {
      table = adding.apply(table, thing);
    }
    return table;
  }

  /** With words of any origin, which no spreadsheet may run as a formula. */
  public CsvTable<T> text(String name, Function<T, @Nullable String> value) {
    return column(name, row -> guarded(value.apply(row)));
  }

  /** With a whole number, a time of day or a word of this program. */
  public CsvTable<T> plain(String name, Function<T, @Nullable Object> value) {
    return column(name, row -> plain(value.apply(row)));
  }

  /** With times, to the microsecond. */
  public CsvTable<T> millis(String name, Function<T, @Nullable Double> value) {
    return column(name, row -> number(Unit.MS, value.apply(row)));
  }

  /** With ratios, to four decimals. */
  public CsvTable<T> ratio(String name, Function<T, @Nullable Double> value) {
    return column(name, row -> number(Unit.RATIO, value.apply(row)));
  }

  /** With numbers in that unit. */
  CsvTable<T> number(String name, Unit unit, Function<T, ? extends @Nullable Number> value) {
    return column(name, row -> number(unit, value.apply(row)));
  }

  /** With a column for each of these parameters of a case. */
  CsvTable<T> parameters(List<Parameter> parameters, Function<T, Case> measured) {
    return each(
        parameters,
        (table, each) ->
            table.column(
                each.column(),
                row -> {
                  Object value = measured.apply(row).value(each);
                  return value instanceof String text ? guarded(text) : plain(value);
                }));
  }

  /** With all columns of another table, for the part of a row that it is about. */
  <P> CsvTable<T> all(CsvTable<P> other, Function<T, P> part) {
    return each(
        other.columns,
        (table, each) -> table.column(each.name(), row -> each.cell().apply(part.apply(row))));
  }

  /** The names of all columns. */
  List<String> header() {
    return columns.stream().map(Column::name).toList();
  }

  /** The content of a file that has these rows. */
  public byte[] content(List<T> rows) throws IOException {
    var all = new ArrayList<List<String>>();
    all.add(header());
    rows.forEach(row -> all.add(cells(row)));
    return lines(all);
  }

  /** Creates a file with the header alone; fails if it exists. */
  void create(Path file) throws IOException {
    Files.write(file, content(List.of()), StandardOpenOption.CREATE_NEW);
  }

  /** Adds rows to a file, on disk when this returns. */
  void append(Path file, List<T> rows) throws IOException {
    Appending.append(file, lines(rows.stream().map(this::cells).toList()));
  }

  /** The cells of a row. */
  List<String> cells(T row) {
    return columns.stream().map(column -> column.cell().apply(row)).toList();
  }

  /** As bytes, since writing a string fails at half a surrogate pair, and a run must not. */
  private static byte[] lines(List<List<String>> rows) throws IOException {
    var text = new StringWriter();
    try (var printer = new CSVPrinter(text, FORMAT)) {
      printer.printRecords(rows);
    }
    return text.toString().getBytes(UTF_8);
  }

  static String number(Unit unit, @Nullable Number value) {
    if (value == null) {
      return "";
    }
    return switch (unit) {
      case MS -> String.format(Locale.ROOT, "%.3f", value.doubleValue());
      case RATIO, PER_S -> String.format(Locale.ROOT, "%.4f", value.doubleValue());
      case COUNT, KB, BYTES -> Long.toString(value.longValue());
    };
  }

  private static String plain(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static String guarded(@Nullable String value) {
    boolean formula = value != null && !value.isEmpty() && GUARDED.indexOf(value.charAt(0)) >= 0;
    return formula ? GUARD + value : plain(value);
  }

  /** The words of a cell of {@link #text}. */
  static String unguarded(String cell) {
    return cell.startsWith(GUARD) ? cell.substring(GUARD.length()) : cell;
  }
}
