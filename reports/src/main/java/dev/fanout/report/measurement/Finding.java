package dev.fanout.report.measurement;

import java.util.Locale;

/**
 * What a careful engineer would say of the measurements.
 *
 * @param id names the kind of finding, such as {@code below-floor}
 * @param severity how much it weighs
 * @param subject what it is about: a case's label with its temperature, or {@code the run}
 * @param says what was seen, with its figures, in a sentence
 * @param means what that means for whoever reads the figures, in a sentence
 * @param advice what to do about it, in a sentence
 */
public record Finding(
    String id, Severity severity, String subject, String says, String means, String advice) {

  /** How much a finding weighs, the heaviest first. */
  public enum Severity {
    /** A figure may be wrong, or does not mean what it seems to. */
    WARNING,
    /** Good to know when reading the figures. */
    NOTE;

    /** The word in files and on the page: {@code warning} or {@code note}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The word at the start of a line. */
    public String title() {
      return name().charAt(0) + text().substring(1);
    }
  }
}
