package dev.fanout.bench.behave;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this JVM holds open.
 *
 * @param threads platform threads, but those that live as long as the JVM
 * @param sockets how many; 0 where the system does not tell
 * @param files how many, but those of classes; likewise
 * @param processes its children
 */
record Census(Set<Thread> threads, long sockets, long files, Set<Long> processes) {
  /** The groups of the JDK's own threads, the carriers of virtual threads among them. */
  private static final Set<String> OF_THE_JDK =
      Set.of("system", "InnocuousThreadGroup", "CarrierThreads");

  /** Of the JDK and of libraries: each is one for the whole JVM, whatever uses it. */
  private static final Pattern OF_THE_JVM =
      Pattern.compile(
          "ForkJoinPool\\.commonPool-.*|ForkJoinPool-1-.*|CompletableFutureDelayScheduler"
              + "|OkHttp (TaskRunner|ConnectionPool).*|Okio Watchdog|parallel-\\d+"
              + "|boundedElastic.*");

  private static final Path FILES = Path.of("/proc/self/fd");
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(10);

  /** As it is now. */
  static Census now() throws IOException {
    Set<String> open = open();
    return new Census(
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !isOfTheJvm(thread))
            .collect(Collectors.toSet()),
        open.stream().filter(each -> each.contains("socket:")).count(),
        open.stream().filter(each -> each.contains(" /") && !each.endsWith(".jar")).count(),
        ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet()));
  }

  private static boolean isOfTheJvm(Thread thread) {
    ThreadGroup group = thread.getThreadGroup(); // absent of one that has just ended
    return group == null
        || OF_THE_JDK.contains(group.getName())
        || OF_THE_JVM.matcher(thread.getName()).matches();
  }

  private static Set<String> open() throws IOException {
    if (!Files.isDirectory(FILES)) {
      return Set.of();
    }
    var open = new HashSet<String>();
    try (Stream<Path> links = Files.list(FILES)) {
      for (Path link : (Iterable<Path>) links::iterator) {
        try {
          open.add(link.getFileName() + " " + Files.readSymbolicLink(link));
        } catch (IOException closed) {
          // Between the two calls.
        }
      }
    }
    return open;
  }

  /** What is there that was not there before; what is about to end is given a moment. */
  Left leftSince() throws IOException, InterruptedException {
    long since = System.nanoTime();
    Left left = now().minus(this);
    while (!left.isNothing() && System.nanoTime() - since < GRACE.toNanos()) {
      Thread.sleep(POLL);
      left = now().minus(this);
    }
    return left;
  }

  private Left minus(Census before) {
    Set<Thread> more = new HashSet<>(threads);
    more.removeAll(before.threads);
    more.removeIf(thread -> !thread.isAlive());
    Set<Long> others = new HashSet<>(processes);
    others.removeAll(before.processes);
    return new Left(
        more.stream().map(Thread::getName).sorted().toList(),
        Math.max(0, sockets - before.sockets),
        Math.max(0, files - before.files),
        others.size());
  }

  /**
   * What was left open.
   *
   * @param threads their names
   */
  record Left(List<String> threads, long sockets, long files, long processes) {
    boolean isNothing() {
      return threads.isEmpty() && sockets + files + processes == 0;
    }
  }
}
