package dev.fanout.report.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SequencedSet;

/**
 * Files that take their places together, over those that were there.
 *
 * <p>Each is written beside its place first, and moves there once all are on disk. A full disk, an
 * error or an interruption before that leaves everything as it was.
 */
public final class Replacement {
  private final SequencedMap<Path, Content> contents = new LinkedHashMap<>();
  private final SequencedSet<Path> stale = new LinkedHashSet<>();

  /** Makes a file or a link where there is none. */
  interface Content {
    void writeTo(Path draft) throws IOException;
  }

  /** Adds a file with a text. */
  public Replacement put(Path file, String content) {
    return put(file, content.getBytes(UTF_8));
  }

  /** Adds a file. */
  public Replacement put(Path file, byte[] content) {
    return put(file, draft -> Files.write(draft, content, StandardOpenOption.CREATE_NEW));
  }

  /** Adds a symbolic link. */
  public Replacement link(Path link, Path target) {
    return put(link, draft -> Files.createSymbolicLink(draft, target));
  }

  Replacement put(Path file, Content content) {
    contents.put(file.toAbsolutePath(), content);
    return this;
  }

  /** Adds a file to be deleted, if there is one, once the others are in their places. */
  public Replacement remove(Path file) {
    stale.add(file.toAbsolutePath());
    return this;
  }

  /**
   * Carries the replacement out. Folders that are missing are made; a symbolic link at the place of
   * a file is replaced.
   *
   * @throws FileSystemException if a file cannot be written, or its folder is a symbolic link
   */
  public void carryOut() throws IOException {
    try (var _ = DelayedShutdown.begin()) {
      var newFolders = new ArrayList<Path>();
      var drafts = new LinkedHashMap<Path, Path>();
      try {
        for (Path file : contents.keySet()) {
          enter(folderOf(file), newFolders);
          requireReplaceable(file);
        }
        for (Path file : stale) {
          requireNoLink(folderOf(file));
        }
        for (Map.Entry<Path, Content> entry : contents.entrySet()) {
          write(entry.getKey(), entry.getValue(), drafts);
        }
        for (Path file : contents.keySet()) {
          takePlace(file, drafts);
        }
      } finally {
        drafts.values().forEach(Draft::discard);
        newFolders.reversed().forEach(Draft::discard); // one that is in use stays
      }
      for (Path file : contents.keySet()) {
        Draft.discardOlder(file);
      }
      for (Path file : stale) {
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static Path folderOf(Path file) {
    return Objects.requireNonNull(file.getParent());
  }

  private static void enter(Path folder, List<Path> newFolders) throws IOException {
    requireNoLink(folder);
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      enter(parent, newFolders);
    }
    try {
      Files.createDirectory(folder);
      newFolders.add(folder);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) { // else another made it just now
        throw new FileSystemException(folder.toString(), null, "it is not a folder");
      }
    }
  }

  private static void requireNoLink(Path folder) throws FileSystemException {
    if (Files.isSymbolicLink(folder)) {
      throw new FileSystemException(
          folder.toString(),
          null,
          "it is a symbolic link, and files are not written through links");
    }
  }

  private static void requireReplaceable(Path file) throws FileSystemException {
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(
          file.toString(), null, "it is a folder, but a file must be there");
    }
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !Files.isWritable(file)) {
      throw new FileSystemException(file.toString(), null, "it is write-protected");
    }
  }

  private static void write(Path file, Content content, Map<Path, Path> drafts)
      throws FileSystemException {
    Path draft = Draft.beside(file);
    drafts.put(file, draft);
    try {
      content.writeTo(draft);
    } catch (IOException e) {
      throw FileTrouble.with(file, e); // a draft's name means nothing to a user
    }
  }

  private static void takePlace(Path file, Map<Path, Path> drafts) throws FileSystemException {
    try {
      Files.move(
          Objects.requireNonNull(drafts.get(file)),
          file,
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw FileTrouble.with(file, e);
    }
    drafts.remove(file);
  }
}
