package dev.fanout.bench.run;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.OptionalLong;

/** The files and sockets that a process may have open. */
public final class OpenFiles {
  private OpenFiles() {}

  /**
   * Why this program cannot even load its own classes, if it cannot: the jars are files too.
   *
   * <p>Asked first of all, since a class that is not found looks like a defect.
   */
  public static Optional<String> tooFew() {
    return tooFew(allowed());
  }

  static Optional<String> tooFew(OptionalLong allowed) {
    return allowed.orElse(Long.MAX_VALUE) >= Preflight.SPARE_FILES
        ? Optional.empty()
        : Optional.of(
            "A process may open %d files here, and this program needs %d for itself: raise the limit, for example with ulimit -n 1024."
                .formatted(allowed.getAsLong(), Preflight.SPARE_FILES));
  }

  /** How many a process may have open; empty if that is not known. */
  static OptionalLong allowed() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? known(unix.getMaxFileDescriptorCount())
        : OptionalLong.empty();
  }

  /** What the system told, which is zero or less where it cannot tell. */
  static OptionalLong known(long told) {
    return told > 0 ? OptionalLong.of(told) : OptionalLong.empty();
  }
}
