package dev.fanout.report.measurement;

import java.util.HexFormat;

/** The bytes that some editors and spreadsheets put before a text, to tell its encoding. */
public enum ByteOrderMark {
  UTF_8("efbbbf"),
  UTF_16_BIG_ENDIAN("feff"),
  UTF_16_LITTLE_ENDIAN("fffe");

  private static final int LONGEST = 3;

  private final String hex;

  ByteOrderMark(String hex) {
    this.hex = hex;
  }

  /** Refuses a file that begins with one. */
  public static void refuse(byte[] content, String name) throws UnreadableRunException {
    String begins = HexFormat.of().formatHex(content, 0, Math.min(LONGEST, content.length));
    for (ByteOrderMark mark : values()) {
      if (begins.startsWith(mark.hex)) {
        throw new UnreadableRunException(
            "%s begins with a byte order mark: save it as UTF-8 without one".formatted(name));
      }
    }
  }
}
