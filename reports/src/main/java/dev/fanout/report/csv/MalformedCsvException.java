package dev.fanout.report.csv;

import dev.fanout.report.measurement.UnreadableRunException;

/** A CSV file that is not what its name promises; the message names file, row and column. */
public final class MalformedCsvException extends UnreadableRunException {
  MalformedCsvException(String message) {
    super(message);
  }
}
