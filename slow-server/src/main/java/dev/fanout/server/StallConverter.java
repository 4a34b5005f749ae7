package dev.fanout.server;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a {@link Stall} from the command line. */
public final class StallConverter implements ITypeConverter<Stall> {
  /** What the help calls a value. */
  public static final String LABEL = "TIME@TIME";

  /** What the help says of it, without the full stop. */
  public static final String DESCRIPTION =
      "Hold all answers of the slow server back, for how long and from when on, such as 1s@10s;"
          + " counted from its first request";

  /** Reads a stall; what {@link Stall#parse} refuses is a {@link TypeConversionException}. */
  @Override
  public Stall convert(String text) {
    try {
      return Stall.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
