package dev.fanout.report.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** A file or folder beside its place, under a hidden name that no other draft has. */
final class Draft {
  private static final String SUFFIX = ".draft";
  private static final int RADIX = 36;

  /** Long enough that its writer must have been killed. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private Draft() {}

  /** A path for one; nothing is made. */
  static Path beside(Path place) {
    return place.resolveSibling(
        prefix(place)
            + Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), RADIX)
            + SUFFIX);
  }

  private static String prefix(Path place) {
    return "." + place.getFileName() + ".";
  }

  /** Deletes it if it is there; that this fails is less than the trouble that led here. */
  static void discard(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException stays) {
      // it is hidden, and a later replacement discards it
    }
  }

  /** Deletes the files that a killed process left beside the place. */
  static void discardOlder(Path place) throws IOException {
    Instant oldest = Instant.now().minus(ABANDONED);
    String prefix = prefix(place);
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            place.toAbsolutePath().getParent(),
            file -> {
              String name = file.getFileName().toString();
              return name.startsWith(prefix) && name.endsWith(SUFFIX);
            })) {
      for (Path file : files) {
        if (Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
            .toInstant()
            .isBefore(oldest)) {
          discard(file);
        }
      }
    }
  }
}
