package dev.fanout.bench.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers of handler threads; 0 for {@code async}. */
final class HandlerThreads implements ITypeConverter<Integer> {
  private static final int MOST = 10_000;

  @Override
  public Integer convert(String text) {
    if (text.strip().equalsIgnoreCase("async")) {
      return 0;
    }
    try {
      long threads = WholeNumber.parse(text);
      if (threads >= 1 && threads <= MOST) {
        return (int) threads;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new TypeConversionException(
        "'%s' is no number of handler threads: give 1 to %d, or async".formatted(text, MOST));
  }
}
