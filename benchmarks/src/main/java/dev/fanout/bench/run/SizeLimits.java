package dev.fanout.bench.run;

import com.sun.management.OperatingSystemMXBean;
import dev.fanout.bench.tune.Question;
import dev.fanout.report.tuning.Tuning.SizeLimit;
import java.lang.management.ManagementFactory;
import java.util.OptionalInt;

/**
 * The largest size that a tuning may try.
 *
 * @param most the size
 * @param from what set it
 */
record SizeLimits(int most, SizeLimit from) {
  private static final long THREAD_BYTES = 1 << 20; // a platform thread's stack, at its default
  private static final long WORKER_BYTES = 100 << 20; // a worker JVM
  private static final int SHARE = 2; // of the memory, for the rest of the machine

  /** The same, where more than that at once failed. */
  SizeLimits handled(int capacity) {
    return min(capacity, SizeLimit.SERVER);
  }

  /** The same, where the server takes no more connections than that, if it tells. */
  SizeLimits connected(OptionalInt connections) {
    return min(connections.orElse(Integer.MAX_VALUE), SizeLimit.CONNECTIONS);
  }

  /** That of the question, on this machine. */
  static SizeLimits of(Question question) {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return of(question, system.getTotalMemorySize(), OpenFiles.allowed().orElse(Long.MAX_VALUE));
  }

  /** That of the question, on a machine with so many bytes of memory and open files. */
  static SizeLimits of(Question question, long memory, long files) {
    var all = new SizeLimits(question.requests(), SizeLimit.REQUESTS);
    Integer asked = question.most();
    return (asked == null ? all : all.min(asked, SizeLimit.OPTION))
        .min(inMemory(question, memory), SizeLimit.MEMORY)
        .min(inFiles(question, files), SizeLimit.OPEN_FILES);
  }

  private SizeLimits min(long other, SizeLimit why) {
    return other < most ? new SizeLimits((int) Math.max(1, other), why) : this;
  }

  private static long inMemory(Question question, long memory) {
    long share = memory / SHARE;
    return switch (question.model().key()) {
      case "process-pool" -> share / WORKER_BYTES;
      case "fixed-thread-pool" -> share / THREAD_BYTES;
      default -> Long.MAX_VALUE; // a request in flight costs next to none
    };
  }

  private static long inFiles(Question question, long files) {
    return (files - Preflight.SPARE_FILES)
        / question.model().scenario(question.parameters(1)).openFiles();
  }
}
