package dev.fanout.bench.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Counts: whole numbers from 1 to 100,000, more than one machine can have under way. */
final class Count implements ITypeConverter<Integer> {
  private static final int MOST = 100_000;

  @Override
  public Integer convert(String text) {
    try {
      long count = WholeNumber.parse(text);
      if (count >= 1 && count <= MOST) {
        return (int) count;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new TypeConversionException(
        "'%s' is not a whole number from 1 to %d".formatted(text, MOST));
  }
}
