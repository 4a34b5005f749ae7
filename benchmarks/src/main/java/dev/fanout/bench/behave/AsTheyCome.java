package dev.fanout.bench.behave;

import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.idiom.Idioms.Ability;
import dev.fanout.report.behaviour.Figure;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.report.behaviour.Verdict;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.server.Fate;
import dev.fanout.server.Script;
import dev.fanout.server.Script.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Each result is handed on as it completes, and the later requests complete sooner. */
record AsTheyCome() implements Trial {
  private static final int REQUESTS = 10;
  private static final int STEP_MILLIS = 40;

  /** Results that came closer together than this may have changed places before they are seen. */
  private static final double TOGETHER_MS = 20;

  /**
   * A result that was handed on.
   *
   * @param millis when, since the requests were begun
   */
  private record Taken(int request, double millis, Thread thread) {}

  @Override
  public Scenario scenario() {
    return Scenario.AS_THEY_COME;
  }

  @Override
  public Ability ability() {
    return Ability.AS_THEY_COME;
  }

  @Override
  public Script script() {
    return new Script(
        IntStream.range(0, REQUESTS)
            .mapToObj(request -> Part.of(1, STEP_MILLIS * (REQUESTS - request), Fate.OK))
            .toList());
  }

  @Override
  public Observed observe(Idioms idioms, Stage stage) throws Exception {
    List<Taken> taken = Collections.synchronizedList(new ArrayList<>());
    List<Integer> left = Collections.synchronizedList(new ArrayList<>());
    Thread caller = Thread.currentThread();
    var watch = Stopwatch.start();
    idioms.asTheyCome(
        stage.requests(),
        request -> {
          left.add(REQUESTS - stage.shot().timeline().finished());
          taken.add(new Taken(request, watch.millis(), Thread.currentThread()));
        });
    double returned = watch.millis();
    Map<Integer, Double> ends =
        stage.shot().timeline().traces().stream()
            .collect(Collectors.toMap(RequestTrace::request, RequestTrace::endMs));
    boolean all =
        taken.size() == REQUESTS
            && taken.stream().map(Taken::request).collect(Collectors.toSet()).equals(ends.keySet());
    boolean inOrder = isInOrder(taken, ends);
    long late =
        taken.stream()
            .filter(
                each ->
                    each.millis() - ends.getOrDefault(each.request(), 0.0) > Stopwatch.AT_ONCE_MS)
            .count();
    boolean atOnce = !left.isEmpty() && left.getFirst() > 0;
    Set<String> shared = new TreeSet<>();
    taken.stream()
        .map(Taken::thread)
        .filter(AsTheyCome::isShared)
        .forEach(t -> shared.add(t.getName()));
    Verdict verdict =
        !all || !atOnce
            ? Verdict.WRONG
            : inOrder && late == 0 && shared.isEmpty() ? Verdict.RIGHT : Verdict.PARTLY;
    return Observed.of(
            verdict,
            "%d of %d handed on, %s, %s%s, %s"
                .formatted(
                    taken.size(),
                    REQUESTS,
                    atOnce ? "the first while others were under way" : "none before the last came",
                    inOrder ? "in the order in which they came" : "in another order than they came",
                    late > 0 ? ", %d of them late".formatted(late) : "",
                    where(taken, caller)))
        .with(Figure.RETURNED_MS, returned)
        .with(Figure.DELIVERED, taken.size());
  }

  private static boolean isInOrder(List<Taken> taken, Map<Integer, Double> ends) {
    double latest = 0;
    for (Taken each : taken) {
      double end = ends.getOrDefault(each.request(), 0.0);
      if (end < latest - TOGETHER_MS) {
        return false;
      }
      latest = Math.max(latest, end);
    }
    return true;
  }

  /** Threads that the whole JVM shares, which a slow callback keeps from everybody else. */
  private static boolean isShared(Thread thread) {
    return thread.getName().startsWith("ForkJoinPool.commonPool-")
        || thread.getName().startsWith("CompletableFutureDelayScheduler");
  }

  private static String where(List<Taken> taken, Thread caller) {
    if (taken.isEmpty()) {
      return "on no thread";
    }
    if (taken.stream().allMatch(each -> each.thread().equals(caller))) {
      return "on the thread of the caller";
    }
    Thread other =
        taken.stream()
            .map(Taken::thread)
            .filter(each -> !each.equals(caller))
            .findFirst()
            .orElseThrow();
    return isShared(other)
        ? "on threads that the whole JVM shares, such as " + other.getName()
        : other.isVirtual()
            ? "on the virtual thread of the request"
            : "on a thread such as " + other.getName();
  }
}
