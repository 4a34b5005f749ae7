package dev.fanout.bench.run;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** The files and sockets that a process may have open. */
public final class OpenFiles {
  private OpenFiles() {}

  /**
   * Why this program cannot even load its own classes, if it cannot: the jars are files too.
   *
   * <p>Asked first of all, since a class that is not found looks like a defect.
   */
  public static Optional<String> tooFew() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? tooFew(unix.getMaxFileDescriptorCount())
        : Optional.empty();
  }

  static Optional<String> tooFew(long allowed) {
    return allowed >= Preflight.SPARE_FILES
        ? Optional.empty()
        : Optional.of(
            "A process may open %d files here, and this program needs %d for itself: raise the limit, for example with ulimit -n 1024."
                .formatted(allowed, Preflight.SPARE_FILES));
  }
}
