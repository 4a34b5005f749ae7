package dev.fanout.bench.meter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The CPU time that a control group of version 2 grants to all its processes together, and what
 * they have used of it by a moment.
 *
 * @param cpus how many processors' worth of time it grants
 * @param usedNanos what its processes have used
 * @param atNanos when that was read, on the clock of {@link System#nanoTime}
 */
record CpuQuota(double cpus, long usedNanos, long atNanos) {
  private static final long NANOS_PER_MICRO = 1_000;

  /**
   * That of the nearest group around this process that has one; absent if there is none.
   *
   * @param root of the file system
   */
  static @Nullable CpuQuota read(Path root) {
    Path groups = root.resolve("sys/fs/cgroup");
    for (Path group = groups.resolve(own(root)).normalize();
        group != null && group.startsWith(groups);
        group = group.getParent()) {
      CpuQuota quota = of(group);
      if (quota != null) {
        return quota;
      }
    }
    return null;
  }

  /** The path of this process's group below the root of all groups. */
  private static String own(Path root) {
    return lines(root.resolve("proc/self/cgroup")).stream()
        .filter(line -> line.startsWith("0::/"))
        .map(line -> line.substring("0::/".length()))
        .findFirst()
        .orElse("");
  }

  private static @Nullable CpuQuota of(Path group) {
    List<String> granted = lines(group.resolve("cpu.max"));
    if (granted.isEmpty() || granted.getFirst().startsWith("max")) {
      return null;
    }
    String[] quotaAndPeriod = granted.getFirst().split(" ", -1);
    return lines(group.resolve("cpu.stat")).stream()
        .filter(line -> line.startsWith("usage_usec "))
        .map(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
        .findFirst()
        .map(
            micros ->
                new CpuQuota(
                    Double.parseDouble(quotaAndPeriod[0]) / Double.parseDouble(quotaAndPeriod[1]),
                    micros * NANOS_PER_MICRO,
                    System.nanoTime()))
        .orElse(null);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException noSuchGroup) {
      return List.of();
    }
  }

  /** The share of what was granted since then that was used; more than 1 after a burst. */
  double usedSince(CpuQuota then) {
    return (usedNanos - then.usedNanos) / (cpus * (atNanos - then.atNanos));
  }
}
