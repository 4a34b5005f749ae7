package dev.fanout.report.behaviour;

import java.util.Locale;

/** Scenarios that ask for the same thing, in the order of the report; a column of its table. */
public enum Group {
  PARTIAL_FAILURE(
      "some fail",
      "Some requests fail: are the others delivered, and is each failure reported with its request"
          + " and its cause?"),
  FIRST_FAILURE(
      "first failure",
      "The first failure ends the rest: when does it return, and do the other requests end at the"
          + " server?"),
  DEADLINE(
      "dead\u00adline",
      "A deadline: is what came kept and told from what is pending, and do the pending requests end"
          + " at the server?"),
  CANCEL(
      "cancel",
      "Cancelled from outside: when does it return, and do the requests end at the server?"),
  INTERRUPT(
      "inter\u00adrupt",
      "The waiting thread is interrupted: when does it return, and do the requests end at the"
          + " server?"),
  RACE("race", "A race: does the first right answer win, and do the losers end at the server?"),
  HEDGE("hedge", "A hedge: is a second request sent if, and only if, the first is slow?"),
  AS_THEY_COME(
      "as they come",
      "Results as they complete: is each handed on when it is there, and on which thread?"),
  RESOURCES(
      "re\u00adsources",
      "Each request holds a resource: is it closed, also where the request is given up?"),
  CONTEXT("context", "The context of the caller: which of it does the code of a request see?"),
  BACK_PRESSURE(
      "back-pres\u00adsure",
      "100,000 tasks at once: is whoever submits them held back, and what do they cost in memory?"),
  LEAKS(
      "leaks",
      "After it is closed: are threads, connections, files or processes left of any scenario?");

  /** Shown as a hyphen where a line ends at it, and else not at all. */
  public static final String SOFT_HYPHEN = "\u00ad";

  private final String heading;
  private final String asks;

  Group(String heading, String asks) {
    this.heading = heading;
    this.asks = asks;
  }

  /** A few words. */
  public String title() {
    return heading.replace(SOFT_HYPHEN, "");
  }

  /** The same, with a {@link #SOFT_HYPHEN} where a word may be broken in a narrow column. */
  public String heading() {
    return heading;
  }

  /** As an address in a page has it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What is asked of each model. */
  public String asks() {
    return asks;
  }
}
