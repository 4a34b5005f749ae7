package dev.fanout.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import dev.fanout.bench.model.ModelType;
import dev.fanout.bench.worker.WorkerPool;
import dev.fanout.report.measurement.Environment;
import dev.fanout.report.measurement.Environment.Commit;
import dev.fanout.report.measurement.Environment.Jdk;
import dev.fanout.report.measurement.Environment.Machine;
import dev.fanout.report.measurement.Environment.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Finds out where, with what and by which plan a run is measured. */
final class EnvironmentProbe {
  /** What can be changed without a change to what is measured: results, and texts to read. */
  private static final List<String> UNMEASURED =
      List.of(
          "reports/runs",
          "reports/latest",
          "reports/baselines",
          "reports/comparisons",
          "reports/reference",
          "docs",
          "*.md");

  /** Variables, set in a git hook for one, that point git at another checkout than the folder's. */
  private static final Set<String> OTHER_CHECKOUT =
      Set.of("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR");

  private EnvironmentProbe() {}

  static Environment probe(
      String runId,
      Instant startedAt,
      Environment.Plan plan,
      String server,
      String command,
      Path root)
      throws IOException {
    return new Environment(
        runId,
        startedAt,
        null,
        Outcome.RUNNING,
        machine(),
        new Jdk(
            System.getProperty("java.runtime.version"),
            System.getProperty("java.vendor"),
            ModelType.commonJvmFlags(),
            WorkerPool.flags(),
            InheritedSettings.of(System.getenv())),
        libraries(),
        commit(root).orElse(null),
        command,
        server,
        plan);
  }

  private static Machine machine() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double load = system.getSystemLoadAverage();
    OptionalLong openFiles = OpenFiles.allowed();
    return new Machine(
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("os.arch"),
        line("/proc/cpuinfo", line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .orElse(null),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize() >> 20,
        openFiles.isEmpty() ? null : Long.valueOf(openFiles.getAsLong()),
        line("/proc/sys/net/core/somaxconn", _ -> true).map(Integer::valueOf).orElse(null),
        load < 0 ? null : Double.valueOf(load));
  }

  /** The first line of a file of Linux that matches; empty elsewhere. */
  private static Optional<String> line(String file, Predicate<String> matching) {
    try (var lines = Files.lines(Path.of(file))) {
      return lines.filter(matching).findFirst();
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }

  private static Map<String, String> libraries() throws IOException {
    var properties = new Properties();
    try (InputStream file =
        Objects.requireNonNull(
            EnvironmentProbe.class.getResourceAsStream("libraries.properties"))) {
      properties.load(new InputStreamReader(file, UTF_8));
    }
    var versions = new TreeMap<String, String>();
    properties.stringPropertyNames().forEach(n -> versions.put(n, properties.getProperty(n)));
    return versions;
  }

  /** The commit of a checkout; empty for a folder that only lies inside one. */
  static Optional<Commit> commit(Path root) {
    return git(root, "rev-parse", "--show-toplevel")
        .filter(top -> isSame(Path.of(top), root))
        .flatMap(_ -> git(root, "rev-parse", "HEAD"))
        .map(id -> new Commit(id, dirty(root)));
  }

  private static boolean dirty(Path root) {
    var arguments =
        new ArrayList<>(List.of("--no-optional-locks", "status", "--porcelain", "--", "."));
    UNMEASURED.forEach(path -> arguments.add(":(exclude)" + path));
    return !git(root, arguments.toArray(String[]::new)).orElse("?").isEmpty();
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }

  /** What git prints; empty if there is no git, or no checkout. */
  private static Optional<String> git(Path root, String... arguments) {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().removeAll(OTHER_CHECKOUT);
    try {
      Process git = builder.start();
      String output = new String(git.getInputStream().readAllBytes(), UTF_8).strip();
      return git.waitFor() == 0 ? Optional.of(output) : Optional.empty();
    } catch (IOException noGit) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
