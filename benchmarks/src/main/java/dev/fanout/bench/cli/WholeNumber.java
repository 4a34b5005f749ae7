package dev.fanout.bench.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Whole numbers in the digits 0 to 9, since Java reads those of every other script too. */
final class WholeNumber {
  private static final Pattern FORM = Pattern.compile("[+-]?[0-9]+");

  private WholeNumber() {}

  /**
   * Reads a number.
   *
   * @throws NumberFormatException if it is none
   */
  static long parse(String text) {
    String number = text.strip();
    if (!FORM.matcher(number).matches()) {
      throw new NumberFormatException(text);
    }
    return Long.parseLong(number);
  }

  /** Reads the value of an option that has no converter of its own. */
  static long option(String text) {
    try {
      return parse(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'%s' is not a whole number".formatted(text));
    }
  }

  /** The same, of an option whose number is a small one. */
  static int smallOption(String text) {
    long number = option(text);
    if (number != (int) number) {
      throw new TypeConversionException("'%s' is too large a number".formatted(text));
    }
    return (int) number;
  }
}
