package dev.fanout.report.file;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Removes a folder that this program made, with all that is in it. */
public final class FolderRemoval {
  private FolderRemoval() {}

  /**
   * Removes what can be removed, links themselves and not what they point at. What cannot be
   * removed stays: it matters less than the results of the work that needed the folder.
   */
  public static void remove(Path folder) {
    try {
      Files.walkFileTree(folder, new Removing());
    } catch (IOException stays) {
      // as said
    }
  }

  /** Goes on after what it cannot remove. */
  private static final class Removing extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      Draft.discard(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
      Draft.discard(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
