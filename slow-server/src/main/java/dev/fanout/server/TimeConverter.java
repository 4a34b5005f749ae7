package dev.fanout.server;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time from the command line. */
public final class TimeConverter implements ITypeConverter<Duration> {
  /** Reads a time; what {@link TimeSpan#parse} refuses is a {@link TypeConversionException}. */
  @Override
  public Duration convert(String text) {
    try {
      return TimeSpan.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
