package dev.fanout.bench.meter;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The AOT cache of a JVM: the classes, profiles and objects that a run before it has left. */
public final class AotCache {
  private static final String MODE = "AOTMode";
  private static final String REQUIRED = "on"; // a JVM that cannot use its cache does not start

  private AotCache() {}

  /** The flags of a JVM that uses the cache in that file, or does not start. */
  public static List<String> flags(Path file) {
    return List.of("-XX:AOTCache=" + file, "-XX:%s=%s".formatted(MODE, REQUIRED));
  }

  /** The flag of a JVM that writes a cache to that file when it ends. */
  public static String trainingFlag(Path file) {
    return "-XX:AOTCacheOutput=" + file;
  }

  /** Whether this JVM, and another of its kind, can have one. */
  public static boolean isSupported() {
    return option(MODE).isPresent();
  }

  /**
   * Whether this JVM has one for certain; not to be asked before a shot, since that loads classes.
   */
  public static boolean isInUse() {
    return option(MODE).filter(REQUIRED::equals).isPresent();
  }

  private static Optional<String> option(String name) {
    try {
      return Optional.ofNullable(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class))
          .map(bean -> bean.getVMOption(name).getValue());
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a JVM that is older, or not HotSpot
    }
  }
}
