package dev.fanout.server;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a {@link Delay} from the command line. */
public final class DelayConverter implements ITypeConverter<Delay> {
  /** The forms, a line each, for the description of an option. */
  public static final String FORMS =
      "  3s                always%n"
          + "  uniform:1s..5s    evenly from 1s to 5s%n"
          + "  lognormal:3s,0.4  median and sigma, at most 2%n"
          + "  exponential:3s    exponential, with that mean%n"
          + "  3s,1%%:30s         30s for 1 %%, below 50 %%%n"
          + "each time between 1ms and 60m";

  /** Reads a delay; what {@link Delay#parse} refuses is a {@link TypeConversionException}. */
  @Override
  public Delay convert(String text) {
    try {
      return Delay.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
