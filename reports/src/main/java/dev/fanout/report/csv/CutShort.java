package dev.fanout.report.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a CSV file's last whole row ends.
 *
 * <p>A row is whole once the line feed after it is there. A file whose writer was killed, or whose
 * disk was full, may end anywhere else; nobody knows what its last cell would have been.
 */
public final class CutShort {
  private enum State {
    CELL_BEGINS,
    PLAIN,
    QUOTED,
    QUOTE_IN_QUOTED
  }

  private CutShort() {}

  /** How many lines the file holds after its last whole row; 0 if it is not cut. */
  public static int lines(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    int lines = 0;
    for (int i = wholeRows(content); i < content.length; i++) {
      if (content[i] == '\n' || i == content.length - 1) {
        lines++;
      }
    }
    return lines;
  }

  /** The length of the content up to the end of its last whole row; quotes as in RFC 4180. */
  static int wholeRows(byte[] content) {
    int end = 0;
    State state = State.CELL_BEGINS;
    for (int i = 0; i < content.length; i++) {
      state = after(state, content[i]);
      if (content[i] == '\n' && state != State.QUOTED) {
        end = i + 1;
      }
    }
    return end;
  }

  private static State after(State state, byte next) {
    if (state == State.QUOTED) {
      return next == '"' ? State.QUOTE_IN_QUOTED : State.QUOTED;
    }
    return switch (next) {
      case ',', '\n' -> State.CELL_BEGINS;
      case '"' -> state == State.PLAIN ? State.PLAIN : State.QUOTED;
      default -> State.PLAIN;
    };
  }
}
