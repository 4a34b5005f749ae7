package dev.fanout.report.stream;

import static java.util.Objects.requireNonNull;

import dev.fanout.report.measurement.Case;
import dev.fanout.report.measurement.Parameter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many requests of a case arrive in a second, as it was asked for.
 *
 * @param kind the arrivals without their rate: the same for streams that differ in the rate alone
 * @param perSecond the rate that must be served for ever: of a rising stream, the last
 */
public record OfferedRate(String kind, double perSecond) {
  private static final Pattern RATE = Pattern.compile("(\\d+(?:\\.\\d+)?)/s(?!.*/s)");

  /** That of a case; 0 where its arrivals are of a form that this version does not know. */
  public static OfferedRate of(Case stream) {
    String arrivals = text(stream);
    Matcher rate = RATE.matcher(arrivals);
    return rate.find()
        ? new OfferedRate(rate.replaceFirst(""), Double.parseDouble(rate.group(1)))
        : new OfferedRate(arrivals, 0);
  }

  /** The arrivals of a case, such as {@code poisson:80/s}. */
  public static String text(Case stream) {
    return requireNonNull(stream.value(Parameter.ARRIVALS)).toString();
  }
}
