package dev.fanout.report.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A folder that appears at its place once it is filled, or not at all. */
public final class NewFolder {
  private NewFolder() {}

  /** Fills a folder. */
  public interface Filling {
    void fill(Path folder) throws IOException;
  }

  /**
   * Makes the folder; the one above it must be there.
   *
   * @throws FileAlreadyExistsException if there is a file or folder of that name
   */
  public static void make(Path folder, Filling filling) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    try (var _ = DelayedShutdown.begin()) {
      Path draft = Files.createDirectory(Draft.beside(folder));
      try {
        filling.fill(draft);
        Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Draft.discardAll(draft);
      }
      Draft.discardOlderFolders(folder);
    }
  }
}
