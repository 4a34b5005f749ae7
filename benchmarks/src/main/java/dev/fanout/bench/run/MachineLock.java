package dev.fanout.bench.run;

import dev.fanout.bench.plan.RefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The right to measure on this machine, held by one process at a time.
 *
 * <p>It is JMH's own lock, taken for the whole run and not for each shot, so that a plain JMH
 * started in between is kept out too. The file stays after the run, and every user may lock it. A
 * file that another user left and that can only be read is locked as shared: the lock of its owner
 * then excludes this one, and this one its owner's.
 */
final class MachineLock implements AutoCloseable {
  private static final Set<PosixFilePermission> EVERY_USER_MAY_LOCK =
      PosixFilePermissions.fromString("rw-rw-rw-");
  private static final String ELSEWHERE =
      "name another folder for temporary files with JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER";

  private final FileChannel channel;

  private MachineLock(FileChannel channel) {
    this.channel = channel;
  }

  /** The file that JMH itself locks. */
  static Path file() {
    return Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock");
  }

  /**
   * Takes the lock that is this file.
   *
   * @throws RefusedException if another process holds it, or something else is in its place
   */
  static MachineLock acquire(Path file) throws IOException {
    create(file);
    requireFile(file);
    try {
      return locked(file, StandardOpenOption.WRITE);
    } catch (AccessDeniedException ofAnotherUser) {
      return lockedToRead(file);
    }
  }

  private static void create(Path file) throws IOException {
    try {
      Files.createFile(file);
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(file, EVERY_USER_MAY_LOCK);
      }
    } catch (FileAlreadyExistsException ofAnEarlierRun) {
      // Looked at below.
    } catch (IOException e) {
      throw new RefusedException(
          "The lock of a measurement cannot be made. %s: correct that, or %s."
              .formatted(Reason.of(e), ELSEWHERE));
    }
  }

  /** Opening a pipe would wait for its other end, and a link would lead to a file of its own. */
  private static void requireFile(Path file) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isRegularFile()) {
      String kind =
          found.isSymbolicLink()
              ? "a link"
              : found.isDirectory() ? "a folder" : "a pipe or a device";
      throw new RefusedException(
          "%s, the lock of a measurement, must be a file, and is %s of the user %s: remove it, or %s."
              .formatted(file, kind, owner(file), ELSEWHERE));
    }
  }

  private static MachineLock lockedToRead(Path file) throws IOException {
    try {
      return locked(file, StandardOpenOption.READ);
    } catch (AccessDeniedException e) {
      throw new RefusedException(
          "%s, the lock of a measurement, belongs to the user %s, and you may not open it: have it removed, or %s."
              .formatted(file, owner(file), ELSEWHERE));
    }
  }

  private static MachineLock locked(Path file, StandardOpenOption access) throws IOException {
    FileChannel channel = FileChannel.open(file, access, LinkOption.NOFOLLOW_LINKS);
    boolean shared = access == StandardOpenOption.READ; // the system allows no other
    if (channel.tryLock(0, Long.MAX_VALUE, shared) == null) {
      channel.close();
      throw new RefusedException(
          "Another measurement is running on this machine (it holds %s): wait until it has ended."
              .formatted(file));
    }
    return new MachineLock(channel);
  }

  private static String owner(Path file) throws IOException {
    return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
