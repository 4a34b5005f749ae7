package dev.fanout.report.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Adds bytes to the end of a file: all of them, or none. */
public final class Appending {
  private Appending() {}

  /**
   * Adds them in one write, so that a reader meets all or none too.
   *
   * @throws java.nio.file.FileSystemException if that fails, for one since the disk is full; the
   *     file is then as it was
   */
  public static void append(Path file, byte[] bytes) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      append(channel, ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      throw FileTrouble.with(file, e);
    }
  }

  static void append(SeekableByteChannel channel, ByteBuffer bytes) throws IOException {
    long end = channel.size();
    try {
      channel.position(end);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } finally {
      if (bytes.hasRemaining()) {
        channel.truncate(end);
      }
    }
  }
}
