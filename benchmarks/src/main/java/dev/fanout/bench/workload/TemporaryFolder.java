package dev.fanout.bench.workload;

import dev.fanout.server.ParentWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for temporary files, which is removed with this process, even if that is killed.
 *
 * @param path the folder
 * @param janitor removes it at the end of its input, the other end of which this process holds
 */
public record TemporaryFolder(Path path, Process janitor) implements AutoCloseable {
  // Ignores the signals that end all processes of a terminal. Once more, since what this process
  // has started may write to the folder for a moment longer.
  private static final String JANITOR =
      """
      trap '' HUP INT TERM
      while read -r _; do :; done
      rm -rf -- "$1" 2>/dev/null || { sleep 1; rm -rf -- "$1"; }
      """;

  private static final String JANITOR_NAME = "fanout-janitor"; // its argument zero

  /**
   * Whether the process is a janitor, or was started by one. Who ends processes leaves them alone:
   * each ends by itself once its folder is gone.
   */
  public static boolean isJanitors(ProcessHandle process) {
    return isJanitor(process) || process.parent().filter(TemporaryFolder::isJanitor).isPresent();
  }

  private static boolean isJanitor(ProcessHandle process) {
    return process
        .info()
        .arguments()
        .filter(arguments -> List.of(arguments).contains(JANITOR_NAME))
        .isPresent();
  }

  /** Makes a folder whose name begins so. */
  public static TemporaryFolder create(String prefix) throws IOException {
    Path path = Files.createTempDirectory(prefix);
    try {
      return new TemporaryFolder(
          path,
          new ProcessBuilder(List.of("/bin/sh", "-c", JANITOR, JANITOR_NAME, path.toString()))
              .start());
    } catch (IOException e) {
      Files.delete(path);
      throw e;
    }
  }

  /** Removes the folder with all that is in it; what cannot be removed is left to the janitor. */
  @Override
  public void close() {
    try (Stream<Path> inside = Files.walk(path)) {
      for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      // Something still writes there.
    }
    ParentWatch.letGo(janitor, Duration.ofSeconds(5));
  }
}
