package dev.fanout.bench.cli;

import dev.fanout.server.TimeSpan;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** CPU times in milliseconds, from 0 to a minute. */
final class CpuTime implements ITypeConverter<Integer> {
  private static final int MOST = 60_000;

  @Override
  public Integer convert(String text) {
    if (text.strip().matches("0+(ms|s)?")) {
      return 0;
    }
    try {
      long millis = TimeSpan.parse(text).toMillis();
      if (millis <= MOST) {
        return (int) millis;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new TypeConversionException(
        "'%s' is no CPU time: give 0, or up to 60s, such as 20ms".formatted(text));
  }
}
