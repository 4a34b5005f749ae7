package dev.fanout.report.csv;

import java.io.IOException;

/** A CSV file that is not what its name promises; the message names file, row and column. */
public final class MalformedCsvException extends IOException {
  MalformedCsvException(String message) {
    super(message);
  }
}
