package dev.fanout.report.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fanout.report.measurement.Claim;
import java.io.IOException;
import java.io.InputStreamReader;
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
    try (var reader =
        new InputStreamReader(
            Objects.requireNonNull(ClaimsCsv.class.getResourceAsStream(NAME)), UTF_8)) {
      var claims = new ArrayList<Claim>();
      for (Row row : CsvReading.rows(NAME, reader, HEADER)) {
        claims.add(
            new Claim(
                row.text("id"),
                row.text("model"),
                row.optionalText("variant"),
                row.optionalInteger("size"),
                row.optionalInteger("chunk"),
                row.integer("requests"),
                row.integer("delay_ms"),
                row.decimal("published_ms")));
      }
      return claims;
    }
  }
}
