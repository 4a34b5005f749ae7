package dev.fanout.server;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** What right answers contain. */
public final class Contents {
  // A prime, so that no two parts of a file that begin at multiples of a buffer's size are alike.
  private static final int PERIOD = 1_000_003;
  private static final byte[] NOISE = noise();

  private Contents() {}

  /** The file of a request: noise, other bytes for each number, the same again after a million. */
  public static byte[] file(int request, int bytes) {
    ByteBuffer file = ByteBuffer.allocate(bytes);
    parts(request, bytes).forEach(file::put);
    return file.array();
  }

  /** The same file, without a copy of it in memory. */
  static InputStream stream(int request, int bytes) {
    List<ByteArrayInputStream> streams =
        parts(request, bytes).stream()
            .map(part -> new ByteArrayInputStream(NOISE, part.position(), part.remaining()))
            .toList();
    return new SequenceInputStream(Collections.enumeration(streams));
  }

  /** The title of a page, as text and not as HTML. */
  public static String title(int request) {
    return "Crème & café, part " + request;
  }

  private static List<ByteBuffer> parts(int request, int bytes) {
    var parts = new ArrayList<ByteBuffer>();
    int from = request % PERIOD;
    for (int left = bytes; left > 0; left -= parts.getLast().remaining()) {
      parts.add(ByteBuffer.wrap(NOISE, from, Math.min(left, PERIOD - from)));
      from = 0;
    }
    return parts;
  }

  private static byte[] noise() {
    var noise = new byte[PERIOD];
    new SplittableRandom(PERIOD).nextBytes(noise);
    return noise;
  }
}
