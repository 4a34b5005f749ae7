package dev.fanout.bench.cli;

import dev.fanout.bench.arrival.Arrivals;
import dev.fanout.bench.backend.http.Address;
import dev.fanout.bench.backend.http.NormalForm;
import dev.fanout.bench.backend.mariadb.MariaDbAddress;
import dev.fanout.bench.backend.redis.RedisAddress;
import dev.fanout.report.behaviour.Demand;
import dev.fanout.report.measurement.MaskedText;
import dev.fanout.report.threshold.Threshold;
import dev.fanout.report.tuning.Goal;
import dev.fanout.server.Delay;
import dev.fanout.server.TimeSpan;
import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the values of options are read, by their types. */
final class Values {
  private static final int MOST = 100_000; // more than one machine can have under way

  private static final long LARGEST = 999_999_999_999_999_999L;

  /** In the digits 0 to 9, since Java reads those of every other script too. */
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,18}");

  private Values() {}

  /** Has the options of all commands read so. */
  static void register(CommandLine commandLine) {
    commandLine.registerConverter(Integer.class, reading(text -> (int) number(text, 1, MOST)));
    commandLine.registerConverter(
        int.class, reading(text -> (int) number(text, 0, 65_535))); // ports
    commandLine.registerConverter(Long.class, reading(Values::number));
    commandLine.registerConverter(long.class, reading(Values::number));
    commandLine.registerConverter(Address.class, reading(Values::address));
    commandLine.registerConverter(MariaDbAddress.class, reading(MariaDbAddress::of));
    commandLine.registerConverter(RedisAddress.class, reading(RedisAddress::of));
    commandLine.registerConverter(Arrivals.class, reading(Arrivals::parse));
    commandLine.registerConverter(Delay.class, reading(Delay::parse));
    commandLine.registerConverter(Duration.class, reading(TimeSpan::parse));
    commandLine.registerConverter(Goal.class, reading(Goal::parse));
    commandLine.registerConverter(Demand.class, reading(Demand::parse));
    commandLine.registerConverter(Threshold.class, reading(Threshold::parse));
  }

  private static <T> ITypeConverter<T> reading(Function<String, T> parse) {
    return text -> {
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }

  /**
   * Reads a whole number of up to 18 digits.
   *
   * @throws NumberFormatException if it is none
   */
  static long number(String text) {
    return number(text, -LARGEST, LARGEST);
  }

  private static long number(String text, long least, long most) {
    String number = text.strip();
    boolean isNumber = NUMBER.matcher(number).matches();
    if (!isNumber || Long.parseLong(number) < least || Long.parseLong(number) > most) {
      throw new NumberFormatException(
          "'%s' is not a whole number from %d to %d".formatted(text, least, most));
    }
    return Long.parseLong(number);
  }

  /** The address of an HTTP server, in its normal form. */
  static Address address(String text) {
    if (NormalForm.namesUser(text)) {
      throw new IllegalArgumentException(
          "the address has a user name or a password before the host, which no client would send:"
              + " leave it out.");
    }
    return NormalForm.of(text)
        .map(Address::new)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is not the address of a server, such as http://127.0.0.1:8080/"
                        .formatted(MaskedText.ofAddress(text))));
  }
}
