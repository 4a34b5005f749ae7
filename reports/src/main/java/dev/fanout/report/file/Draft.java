package dev.fanout.report.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A file or folder beside its place, under a hidden name that no other draft has. */
final class Draft {
  private static final String SUFFIX = ".draft";
  private static final int RADIX = 36;
  private static final Pattern NAME = Pattern.compile("(?s)\\..+\\.[0-9a-z]+\\.draft");

  /** Long enough that its writer must have been killed. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private Draft() {}

  /** A path for one; nothing is made. */
  static Path beside(Path place) {
    return place.resolveSibling(
        "."
            + place.getFileName()
            + "."
            + Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), RADIX)
            + SUFFIX);
  }

  /** Deletes it if it is there; that this fails is less than the trouble that led here. */
  static void discard(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException stays) {
      // it is hidden, and a later replacement discards it
    }
  }

  /** Deletes it with all in it, if it is there; whatever resists stays. */
  static void discardAll(Path draft) {
    if (!Files.exists(draft, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> inside = Files.walk(draft)) { // which follows no links
      inside.sorted(Comparator.reverseOrder()).forEach(Draft::discard);
    } catch (IOException | UncheckedIOException stays) {
      // as above
    }
  }

  /** Deletes what a killed process left beside the place to take it. */
  static void discardOlder(Path place) {
    String prefix = "." + place.getFileName() + ".";
    discardOlder(place, draft -> draft.getFileName().toString().startsWith(prefix));
  }

  /** Deletes the folders that a killed process left beside the place, to take whichever. */
  static void discardOlderFolders(Path place) {
    discardOlder(place, draft -> Files.isDirectory(draft, LinkOption.NOFOLLOW_LINKS));
  }

  /** Another process may do the same, or rename its draft; none of that fails what is done. */
  static void discardOlder(Path place, Predicate<Path> which) {
    try (DirectoryStream<Path> drafts =
        Files.newDirectoryStream(
            place.toAbsolutePath().getParent(),
            file -> NAME.matcher(file.getFileName().toString()).matches())) {
      for (Path draft : drafts) {
        if (which.test(draft) && isAbandoned(draft)) {
          discardAll(draft);
        }
      }
    } catch (IOException | DirectoryIteratorException stay) {
      // as above
    }
  }

  private static boolean isAbandoned(Path draft) {
    try {
      Instant oldest = Instant.now().minus(ABANDONED);
      return Files.getLastModifiedTime(draft, LinkOption.NOFOLLOW_LINKS)
          .toInstant()
          .isBefore(oldest);
    } catch (IOException renamed) {
      return false;
    }
  }
}
