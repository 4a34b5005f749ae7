package dev.fanout.report.measurement;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The encoding of every file of a run. */
public final class Utf8 {
  /**
   * What some editors and spreadsheets put before a text, to show its encoding: the mark of UTF-8,
   * and of UTF-16 in either order.
   */
  private static final Pattern MARK = Pattern.compile("efbbbf|feff|fffe");

  private Utf8() {}

  /** The text in the first bytes of a file; refuses other encodings and a mark before the text. */
  public static String text(byte[] content, int length, String name) throws UnreadableRunException {
    String begins = HexFormat.of().formatHex(content, 0, Math.min(3, content.length));
    if (MARK.matcher(begins).lookingAt()) {
      throw new UnreadableRunException(
          "%s begins with a byte order mark: save it as UTF-8 without one".formatted(name));
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(content, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new UnreadableRunException("%s is not UTF-8 text".formatted(name));
    }
  }
}
