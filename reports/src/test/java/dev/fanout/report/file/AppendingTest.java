package dev.fanout.report.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendingTest {
  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.writeString(folder.resolve("rows.csv"), "one\n");
  }

  @Test
  void addsAtTheEnd() throws IOException {
    Appending.append(file, "two\n".getBytes(UTF_8));
    Appending.append(file, "three\n".getBytes(UTF_8));
    assertThat(file).hasContent("one\ntwo\nthree\n");
  }

  @Test
  void aFullDiskLeavesNoHalfRowForTheNextToBeGluedTo() throws IOException {
    try (var channel = new FullDisk(Files.newByteChannel(file, StandardOpenOption.WRITE), 2)) {
      assertThatThrownBy(() -> Appending.append(channel, ByteBuffer.wrap("two\n".getBytes(UTF_8))))
          .hasMessage("No space left on device");
    }
    assertThat(file).content().isEqualTo("one\n");
    Appending.append(file, "three\n".getBytes(UTF_8));
    assertThat(file).content().isEqualTo("one\nthree\n");
  }

  @Test
  void namesTheFile() {
    Path missing = folder.resolve("missing.csv");
    assertThatThrownBy(() -> Appending.append(missing, new byte[1]))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(missing.toString());
    assertThat(missing).doesNotExist();
  }

  /** A file on a disk with room for a few more bytes. */
  private static final class FullDisk implements SeekableByteChannel {
    private final SeekableByteChannel file;
    private int room;

    FullDisk(SeekableByteChannel file, int room) {
      this.file = file;
      this.room = room;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      if (room == 0) {
        throw new IOException("No space left on device");
      }
      ByteBuffer part = bytes.slice(bytes.position(), Math.min(room, bytes.remaining()));
      int written = file.write(part);
      bytes.position(bytes.position() + written);
      room -= written;
      return written;
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
      return file.read(bytes);
    }

    @Override
    public long position() throws IOException {
      return file.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
      file.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
      file.truncate(size);
      return this;
    }

    @Override
    public boolean isOpen() {
      return file.isOpen();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
