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
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Each result is handed on as it completes, and the later requests complete sooner. */
record AsTheyCome() implements Trial {
  private static final int REQUESTS = 10;
  private static final int STEP_MILLIS = 60;

  /** A result that was handed on. */
  private record Taken(int request, Thread thread) {}

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
          taken.add(new Taken(request, Thread.currentThread()));
        });
    double returned = watch.millis();
    List<Integer> completed =
        stage.shot().timeline().traces().stream()
            .sorted(Comparator.comparingDouble(RequestTrace::endMs))
            .map(RequestTrace::request)
            .toList();
    boolean all = taken.size() == REQUESTS;
    boolean inOrder = taken.stream().map(Taken::request).toList().equals(completed);
    boolean atOnce = !left.isEmpty() && left.getFirst() > 0;
    Set<String> shared = new TreeSet<>();
    taken.stream()
        .map(Taken::thread)
        .filter(AsTheyCome::isShared)
        .forEach(t -> shared.add(t.getName()));
    Verdict verdict =
        !all || !atOnce
            ? Verdict.WRONG
            : inOrder && shared.isEmpty() ? Verdict.RIGHT : Verdict.PARTLY;
    return Observed.of(
            verdict,
            "%d of %d handed on, %s, %s, %s"
                .formatted(
                    taken.size(),
                    REQUESTS,
                    atOnce ? "the first while others were under way" : "none before the last came",
                    inOrder ? "in the order in which they came" : "in another order than they came",
                    where(taken, caller)))
        .with(Figure.RETURNED_MS, returned)
        .with(Figure.DELIVERED, taken.size());
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
