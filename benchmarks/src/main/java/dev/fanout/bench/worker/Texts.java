package dev.fanout.bench.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Texts of any length, as a count of bytes and the bytes. */
final class Texts {
  private Texts() {}

  static void write(DataOutput data, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    data.writeInt(bytes.length);
    data.write(bytes);
  }

  static void writeOptional(DataOutput data, @Nullable String text) throws IOException {
    data.writeBoolean(text != null);
    if (text != null) {
      write(data, text);
    }
  }

  static String read(DataInput data) throws IOException {
    byte[] bytes = new byte[data.readInt()];
    data.readFully(bytes);
    return new String(bytes, UTF_8);
  }

  static @Nullable String readOptional(DataInput data) throws IOException {
    return data.readBoolean() ? read(data) : null;
  }
}
