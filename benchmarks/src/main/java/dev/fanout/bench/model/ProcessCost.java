package dev.fanout.bench.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel has counted for this process and its children, at one moment.
 *
 * @param cpuMs CPU time in milliseconds, to the tick of 10
 * @param threads how many there are
 * @param memoryKib the most memory that each ever held, in sum
 */
record ProcessCost(long cpuMs, int threads, long memoryKib) {
  private static final int TICK_MILLIS = 10; // USER_HZ is 100 on every Linux
  private static final int USER_TIME = 11; // counted from the first field after the command's name
  private static final int SYSTEM_TIME = 12;
  private static final Pattern FIELD = Pattern.compile(" ");
  private static final Pattern THREADS = Pattern.compile("^Threads:\\s+(\\d+)");
  private static final Pattern MEMORY = Pattern.compile("^VmHWM:\\s+(\\d+)");

  /** Reads the counters; absent where the system has none. */
  static @Nullable ProcessCost read() {
    var self = ProcessHandle.current();
    try {
      ProcessCost cost = of(self.pid());
      for (ProcessHandle child : self.children().toList()) {
        ProcessCost more = of(child.pid());
        cost =
            new ProcessCost(
                cost.cpuMs + more.cpuMs,
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
        Files.readString(folder.resolve("stat")), Files.readAllLines(folder.resolve("status")));
  }

  static ProcessCost of(String stat, List<String> status) {
    List<String> fields = FIELD.splitAsStream(stat.substring(stat.lastIndexOf(')') + 2)).toList();
    long ticks = Long.parseLong(fields.get(USER_TIME)) + Long.parseLong(fields.get(SYSTEM_TIME));
    return new ProcessCost(
        ticks * TICK_MILLIS,
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
