package dev.fanout.bench.run;

import dev.fanout.bench.plan.RefusedException;
import dev.fanout.report.file.Replacement;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What names the latest run of a project: a symbolic link to its folder, or where the file system
 * has no such links, a text file that holds the folder's name.
 *
 * @param reports the project's folder of reports
 */
public record Latest(Path reports) {
  private static final Pattern RUN = Pattern.compile("runs/[^/\\\\]+");
  private static final int LONGEST = 1_000;

  /** The folder of the latest run; it may be missing. */
  public Path folder() throws IOException {
    Path latest = path();
    return isFile(latest) ? reports.resolve(Files.readString(latest).strip()) : latest;
  }

  /**
   * Makes sure that nothing of the user's own is at its place.
   *
   * @throws RefusedException if there is
   */
  void requireOurs() throws IOException {
    Path latest = path();
    if (Files.exists(latest, LinkOption.NOFOLLOW_LINKS)
        && !Files.isSymbolicLink(latest)
        && !isFile(latest)) {
      throw new RefusedException(
          "%s is not a link to a run, and this program did not make it: move it to another place, so that this run can be linked there."
              .formatted(latest));
    }
  }

  /** Names this run. */
  void point(Path run) throws IOException {
    Path latest = reports.toRealPath().resolve("latest"); // the folder may itself be a link
    Path name = reports.relativize(run);
    try {
      new Replacement().link(latest, name).carryOut();
    } catch (FileSystemException | UnsupportedOperationException noLinks) {
      String text = name.toString().replace('\\', '/') + "\n";
      new Replacement().put(latest, text).carryOut();
    }
  }

  private Path path() {
    return reports.resolve("latest");
  }

  /** Whether this is the text file that names a run. */
  private static boolean isFile(Path latest) throws IOException {
    return Files.isRegularFile(latest, LinkOption.NOFOLLOW_LINKS)
        && Files.size(latest) <= LONGEST
        && RUN.matcher(Files.readString(latest).strip()).matches();
  }
}
