package dev.fanout.bench.switching;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory of this process that is resident, which the kernel adds up page by page. */
final class ResidentMemory {
  /** Exact, where VmRSS in {@code status} may lag behind. */
  private static final Path ROLLUP = Path.of("/proc/self/smaps_rollup");

  private static final int KIBI = 1_024;

  private ResidentMemory() {}

  static boolean isKnown() {
    return Files.isReadable(ROLLUP);
  }

  static long bytes() {
    try (var lines = Files.lines(ROLLUP)) {
      return lines
          .filter(line -> line.startsWith("Rss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIBI)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
