package dev.fanout.report.csv;

import dev.fanout.report.measurement.Claim;
import dev.fanout.report.measurement.UnreadableRunException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** claims.csv, a part of the product: the wall times that the tutorials published. */
public final class ClaimsCsv {
  private static final String NAME = "claims.csv";
  private static final List<String> HEADER =
      List.of("id", "model", "variant", "size", "chunk", "requests", "delay_ms", "published_ms");

  private ClaimsCsv() {}

  /** Reads the published figures. */
  public static List<Claim> read() throws IOException {
    try (var content = Objects.requireNonNull(ClaimsCsv.class.getResourceAsStream(NAME))) {
      var claims = new ArrayList<Claim>();
      CsvReading.read(NAME, content.readAllBytes(), HEADER, row -> claims.add(claim(row)));
      return claims;
    }
  }

  private static Claim claim(Row row) throws UnreadableRunException {
    return new Claim(
        row.text("id"),
        row.text("model"),
        row.optional("variant", row::text),
        row.optional("size", row::count),
        row.optional("chunk", row::count),
        row.count("requests"),
        row.integer("delay_ms"),
        row.decimal("published_ms"));
  }
}
