package dev.fanout.bench.floor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Requests played through millisecond by millisecond: lanes take up chunks, each request of which
 * waits for its release, then its delay, and then computes, on one of the cores, still in its lane.
 *
 * @param releases in milliseconds, in the order in which requests are taken up
 * @param delays in milliseconds, of each request
 * @param urgency of each request: of those that wait for a core, the one with the least gets it
 * @param cpu of each request, in milliseconds
 */
record Played(
    List<Integer> releases, List<Integer> delays, List<Integer> urgency, int cpu, int chunk) {

  /** A batch. */
  Played(List<Integer> delays, List<Integer> urgency, int cpu, int chunk) {
    this(atOnce(delays.size()), delays, urgency, cpu, chunk);
  }

  /** A batch without CPU time. */
  static Duration wallTime(List<Integer> delays, int lanes, int chunk) {
    return new Played(delays, delays, 0, chunk).wallTime(lanes, 1);
  }

  /** The release times of a batch. */
  static List<Integer> atOnce(int requests) {
    return Collections.nCopies(requests, 0);
  }

  /** The floor by that schedule, to be held against what is played. */
  static Duration floor(
      Schedule schedule, List<Integer> releases, List<Integer> delays, int cpu, int cores) {
    return Duration.ofNanos(
        schedule.floorNanos(nanos(releases), nanos(delays), nanos(List.of(cpu))[0], cores));
  }

  private static long[] nanos(List<Integer> millis) {
    return millis.stream().map(Duration::ofMillis).mapToLong(Duration::toNanos).toArray();
  }

  Duration wallTime(int lanes, int cores) {
    List<Lane> all = new ArrayList<>();
    for (int i = 0; i < Math.min(lanes, delays.size()); i++) {
      all.add(new Lane());
    }
    int next = 0;
    int clock = 0;
    while (true) {
      for (Lane lane : all) {
        lane.settle(clock); // first, since the order in which lanes end must not matter
      }
      for (Lane lane : all) {
        if (lane.isIdle() && next < delays.size()) {
          lane.next = next;
          lane.end = next = Math.min(next + chunk, delays.size());
          lane.begin(clock);
        }
      }
      if (all.stream().allMatch(Lane::isIdle)) {
        return Duration.ofMillis(clock);
      }
      deal(all, cores);
      all.forEach(Lane::tick);
      clock++;
    }
  }

  /** Gives each free core to the most urgent request that waits for one. */
  private void deal(List<Lane> all, int cores) {
    long taken = all.stream().filter(lane -> lane.onCore).count();
    all.stream()
        .filter(lane -> !lane.isIdle() && !lane.onCore && lane.waiting == 0)
        .sorted((a, b) -> Integer.compare(urgency.get(a.next), urgency.get(b.next)))
        .limit(cores - taken)
        .toList()
        .forEach(lane -> lane.onCore = true);
  }

  private final class Lane {
    private int next;
    private int end;
    private int waiting;
    private int computing;
    private boolean onCore;

    boolean isIdle() {
      return next == end;
    }

    void begin(int clock) {
      if (!isIdle()) {
        waiting = Math.max(0, releases.get(next) - clock) + delays.get(next);
        computing = cpu;
      }
    }

    void tick() {
      if (waiting > 0) {
        waiting--;
      } else if (onCore) {
        computing--;
      }
    }

    /** Ends the request if it is over, and begins the next of the chunk. */
    void settle(int clock) {
      if (!isIdle() && waiting == 0 && computing == 0) {
        onCore = false;
        next++;
        begin(clock);
      }
    }
  }
}
