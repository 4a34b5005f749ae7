package dev.fanout.bench.backend.call;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The platform threads that the user's code has started and that are still alive.
 *
 * @param loader the context class loader of all of them, since a thread inherits that of the thread
 *     which starts it
 */
record LeftThreads(ClassLoader loader) {
  /** How long threads that were told to end may take for it. */
  private static final Duration TO_END = Duration.ofSeconds(2);

  private static final int NAMED = 3;

  /** Waits for their end a little; what is left then, empty if nothing is. */
  Optional<String> await() {
    long begun = System.nanoTime();
    List<Thread> left = alive();
    while (!left.isEmpty()) {
      Duration more = TO_END.minusNanos(System.nanoTime() - begun);
      try {
        if (!more.isPositive() || !left.getFirst().join(more)) {
          return Optional.of(inWords(left));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.of(inWords(left));
      }
      left = alive();
    }
    return Optional.empty();
  }

  private List<Thread> alive() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> loader.equals(thread.getContextClassLoader()))
        .sorted(Comparator.comparingLong(Thread::threadId))
        .toList();
  }

  private static String inWords(List<Thread> left) {
    String names =
        left.stream().limit(NAMED).map(Thread::getName).collect(Collectors.joining(", "));
    int more = left.size() - NAMED;
    return "%s still alive: %s%s"
        .formatted(
            left.size() == 1 ? "1 thread was" : left.size() + " threads were",
            names,
            more > 0 ? " and %d more".formatted(more) : "");
  }
}
