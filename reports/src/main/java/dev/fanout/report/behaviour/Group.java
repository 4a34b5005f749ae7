package dev.fanout.report.behaviour;

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
      "deadline",
      "A deadline: is what came kept and told from what is pending, and do the pending requests end"
          + " at the server?"),
  CANCEL(
      "cancel",
      "Cancelled from outside: when does it return, and do the requests end at the server?"),
  INTERRUPT(
      "interrupt",
      "The waiting thread is interrupted: when does it return, and do the requests end at the"
          + " server?"),
  RACE("race", "A race: does the first right answer win, and do the losers end at the server?"),
  HEDGE("hedge", "A hedge: is a second request sent if, and only if, the first is slow?"),
  AS_THEY_COME(
      "as they come",
      "Results as they complete: is each handed on when it is there, and on which thread?"),
  RESOURCES(
      "resources",
      "Each request holds a resource: is it closed, also where the request is given up?"),
  CONTEXT("context", "The context of the caller: which of it does the code of a request see?"),
  BACK_PRESSURE(
      "back-pressure",
      "100,000 tasks at once: is whoever submits them held back, and what do they cost in memory?"),
  LEAKS(
      "leaks",
      "After it is closed: are threads, connections, files or processes left of any scenario?");

  private final String title;
  private final String asks;

  Group(String title, String asks) {
    this.title = title;
    this.asks = asks;
  }

  /** A few words. */
  public String title() {
    return title;
  }

  /** What is asked of each model. */
  public String asks() {
    return asks;
  }
}
