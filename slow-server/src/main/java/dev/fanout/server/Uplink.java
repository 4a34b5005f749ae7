package dev.fanout.server;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a child JVM tells its parent: a pipe to which the JVM itself never writes.
 *
 * <p>A JVM writes to its standard output whenever its options ask for it, in the middle of anything
 * else: the log of its collector, its flags, a debugger's greeting. So the pipe that the parent
 * reads as the child's standard output is moved to another descriptor before the JVM starts, and
 * what the JVM prints goes to standard error.
 */
public final class Uplink {
  // The shell is replaced by the JVM, so that the process the parent knows is the JVM.
  private static final List<String> MOVED = List.of("/bin/sh", "-c", "exec \"$@\" 3>&1 1>&2", "sh");

  private Uplink() {}

  /** The command that starts the JVM with the pipe in place. */
  public static List<String> command(List<String> java) {
    return Stream.concat(MOVED.stream(), java.stream()).toList();
  }

  /**
   * The child's end of the pipe, in a JVM that was started so.
   *
   * @throws IOException if it was started otherwise: the descriptor is then some file of the JVM's
   *     own, such as the JDK's classes, which is left as it is
   */
  public static OutputStream open() throws IOException {
    return open(Path.of("/dev/fd/3"));
  }

  static OutputStream open(Path descriptor) throws IOException {
    if (!Files.readAttributes(descriptor, BasicFileAttributes.class).isOther()) {
      throw new IOException(
          "%s is not a pipe: only another process of fanout-bench can start this one"
              .formatted(descriptor));
    }
    return new FileOutputStream(descriptor.toFile());
  }
}
