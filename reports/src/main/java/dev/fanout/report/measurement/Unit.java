package dev.fanout.report.measurement;

/** What a number counts. */
public enum Unit {
  /** Milliseconds, to the microsecond. */
  MS,
  /** A share or a quotient, to four decimals. */
  RATIO,
  /** Things per second, to four decimals. */
  PER_S,
  /** A whole number of things. */
  COUNT,
  /** Units of 1,024 bytes, a whole number. */
  KB,
  /** Bytes, a whole number. */
  BYTES
}
