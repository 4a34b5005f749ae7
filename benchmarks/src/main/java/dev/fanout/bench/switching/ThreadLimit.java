package dev.fanout.bench.switching;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The most platform threads that a process can have.
 *
 * @param threads so many
 * @param setting what sets the limit
 * @param value of that setting
 */
record ThreadLimit(long threads, String setting, long value) {
  /** What Linux limits threads by, and how much of it a thread takes. */
  private static final Map<String, Integer> TAKEN =
      Map.of(
          "/proc/sys/kernel/threads-max", 1,
          "/proc/sys/kernel/pid_max", 1,
          "/proc/sys/vm/max_map_count", 2, // its stack, and the guard below it
          "/sys/fs/cgroup/pids.max", 1);

  /** The tightest limit; empty where the system tells none. */
  static Optional<ThreadLimit> ofSystem() {
    return TAKEN.entrySet().stream()
        .flatMap(each -> of(Path.of(each.getKey()), each.getValue()))
        .min(Comparator.comparingLong(ThreadLimit::threads));
  }

  static Stream<ThreadLimit> of(Path setting, int taken) {
    try (var lines = Files.lines(setting)) { // which reads it at once, as the kernel demands
      long value = Long.parseLong(lines.findFirst().orElse("").strip());
      return Stream.of(new ThreadLimit(value / taken, setting.toString(), value));
    } catch (IOException | NumberFormatException notThereOrNoLimit) {
      return Stream.empty();
    }
  }

  /** The limit in words. */
  String inWords() {
    return "%s is %d, which allows %d threads in all".formatted(setting, value, threads);
  }
}
