package dev.fanout.bench.model;

import dev.fanout.report.measurement.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel has counted for this process and its children, at one moment.
 *
 * @param processes their ids
 * @param userMs CPU time in user mode, in milliseconds, to the tick of 10
 * @param systemMs CPU time that the kernel spent for them, likewise
 * @param threads how many there are
 * @param memoryKib the most memory that each ever held, in sum
 */
record ProcessCost(Set<Long> processes, long userMs, long systemMs, int threads, long memoryKib) {
  private static final int TICK_MILLIS = 10; // USER_HZ is 100 on every Linux
  private static final int USER_TIME = 11; // counted from the first field after the command's name
  private static final int SYSTEM_TIME = 12;
  private static final Pattern FIELD = Pattern.compile(" ");
  private static final Pattern THREADS = Pattern.compile("^Threads:\\s+(\\d+)");
  private static final Pattern MEMORY = Pattern.compile("^VmHWM:\\s+(\\d+)");

  /** Measures what a shot costs. */
  static Supplier<Map<Metric, Double>> meter() {
    ProcessCost before = read();
    return () -> {
      ProcessCost after = read();
      // A worker that has died took what it had spent with it.
      return before == null || after == null || !after.processes.containsAll(before.processes)
          ? Map.of()
          : after.since(before);
    };
  }

  private Map<Metric, Double> since(ProcessCost before) {
    return Map.of(
        Metric.CPU_USER_MS, (double) (userMs - before.userMs),
        Metric.CPU_SYSTEM_MS, (double) (systemMs - before.systemMs),
        Metric.PEAK_RSS_KB, (double) memoryKib,
        Metric.THREADS, (double) threads);
  }

  /** Reads the counters; absent where the system has none. */
  static @Nullable ProcessCost read() {
    var self = ProcessHandle.current();
    try {
      ProcessCost cost = of(self.pid());
      for (ProcessHandle child : self.children().toList()) {
        ProcessCost more = of(child.pid());
        var processes = new HashSet<>(cost.processes);
        processes.add(child.pid());
        cost =
            new ProcessCost(
                processes,
                cost.userMs + more.userMs,
                cost.systemMs + more.systemMs,
                cost.threads + more.threads,
                cost.memoryKib + more.memoryKib);
      }
      return cost;
    } catch (IOException notLinux) {
      return null;
    }
  }

  private static ProcessCost of(long pid) throws IOException {
    var folder = Path.of("/proc", Long.toString(pid));
    return of(
        pid,
        Files.readString(folder.resolve("stat")),
        Files.readAllLines(folder.resolve("status")));
  }

  static ProcessCost of(long pid, String stat, List<String> status) {
    List<String> fields = FIELD.splitAsStream(stat.substring(stat.lastIndexOf(')') + 2)).toList();
    return new ProcessCost(
        Set.of(pid),
        Long.parseLong(fields.get(USER_TIME)) * TICK_MILLIS,
        Long.parseLong(fields.get(SYSTEM_TIME)) * TICK_MILLIS,
        Math.toIntExact(number(THREADS, status).orElse(0)),
        number(MEMORY, status).orElse(0));
  }

  private static OptionalLong number(Pattern pattern, List<String> lines) {
    return lines.stream()
        .map(pattern::matcher)
        .filter(Matcher::find)
        .mapToLong(found -> Long.parseLong(found.group(1)))
        .findFirst();
  }
}
