package dev.fanout.report.measurement;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** The bytes that some editors and spreadsheets put before a text, to show its encoding. */
public final class ByteOrderMark {
  /** Of UTF-8, and of UTF-16 in either order. */
  private static final Pattern MARK = Pattern.compile("efbbbf|feff|fffe");

  private ByteOrderMark() {}

  /** Refuses a file that begins with one. */
  public static void refuse(byte[] content, String name) throws UnreadableRunException {
    String begins = HexFormat.of().formatHex(content, 0, Math.min(3, content.length));
    if (MARK.matcher(begins).lookingAt()) {
      throw new UnreadableRunException(
          "%s begins with a byte order mark: save it as UTF-8 without one".formatted(name));
    }
  }
}
