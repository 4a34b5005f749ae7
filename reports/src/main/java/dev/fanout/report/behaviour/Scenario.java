package dev.fanout.report.behaviour;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Something that goes wrong, or that is asked of a model beside all answers at the end. */
public enum Scenario {
  ONE_RESET(Group.PARTIAL_FAILURE, 99, "the connection of 1 of 100 requests is reset"),
  ONE_STALLS(Group.PARTIAL_FAILURE, 99, "1 of 100 requests is never answered"),
  ONE_ERROR(Group.PARTIAL_FAILURE, 99, "1 of 100 requests is answered with status 500"),
  ONE_GARBAGE(
      Group.PARTIAL_FAILURE, 99, "1 of 100 requests is answered with bytes that are no HTTP"),
  ONE_EMPTY(
      Group.PARTIAL_FAILURE, 99, "the connection of 1 of 100 requests is closed without an answer"),
  ONE_HALF(Group.PARTIAL_FAILURE, 99, "1 of 100 requests gets half of its answer"),
  TEN_RESET(Group.PARTIAL_FAILURE, 90, "the connections of 10 of 100 requests are reset"),
  TEN_STALL(Group.PARTIAL_FAILURE, 90, "10 of 100 requests are never answered"),
  TEN_ERROR(Group.PARTIAL_FAILURE, 90, "10 of 100 requests are answered with status 500"),
  TEN_GARBAGE(
      Group.PARTIAL_FAILURE, 90, "10 of 100 requests are answered with bytes that are no HTTP"),
  TEN_EMPTY(
      Group.PARTIAL_FAILURE,
      90,
      "the connections of 10 of 100 requests are closed without an answer"),
  TEN_HALF(Group.PARTIAL_FAILURE, 90, "10 of 100 requests get half of their answers"),
  FIRST_FAILURE(Group.FIRST_FAILURE, "1 of 100 requests fails after 50 ms, the others take 2 s"),
  DEADLINE(Group.DEADLINE, 10, "300 ms for 20 requests, of which 10 take 50 ms and 10 take 3 s"),
  CANCEL(Group.CANCEL, "20 requests of 2 s are cancelled while all are under way"),
  INTERRUPT(Group.INTERRUPT, "the thread that waits for 20 requests of 2 s is interrupted"),
  RACE_TWO(Group.RACE, "2 requests, one of them slow"),
  RACE_RESET(Group.RACE, "2 requests, the connection of one is reset first"),
  RACE_STATUS(Group.RACE, "2 requests, one is answered with status 500 first"),
  RACE_BROKEN(Group.RACE, "3 requests, one gets no answer and one garbage first"),
  RACE_TEN(Group.RACE, "10 requests, of which 5 fail, 2 hang and 2 are slow"),
  RACE_THOUSAND(Group.RACE, "1,000 requests, all but one of them slow"),
  HEDGE(Group.HEDGE, "a second request after 100 ms, since the first takes 2 s"),
  HEDGE_UNNEEDED(Group.HEDGE, "no second request, since the first takes 20 ms"),
  AS_THEY_COME(Group.AS_THEY_COME, "10 requests, the later ones answered sooner"),
  RESOURCES(Group.RESOURCES, "a deadline for 20 requests that hold a resource each"),
  CONTEXT(Group.CONTEXT, "a thread local, an inheritable thread local and a scoped value"),
  BACK_PRESSURE(Group.BACK_PRESSURE, "100,000 tasks, none of which ends before all are handed in"),
  LEAKS(Group.LEAKS, "whatever is left of any of these");

  private final Group group;
  private final int answers;
  private final String happens;

  Scenario(Group group, String happens) {
    this(group, 0, happens);
  }

  Scenario(Group group, int answers, String happens) {
    this.group = group;
    this.answers = answers;
    this.happens = happens;
  }

  /** What it belongs to. */
  public Group group() {
    return group;
  }

  /** How many right answers there are that a model may not lose; 0 where that is not asked. */
  public int answers() {
    return answers;
  }

  /** What happens in it. */
  public String happens() {
    return happens;
  }

  /** As options and behaviour.csv have it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The scenario with that key. */
  public static Optional<Scenario> of(String key) {
    return Arrays.stream(values()).filter(each -> each.key().equals(key)).findFirst();
  }
}
