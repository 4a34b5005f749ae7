package dev.fanout.bench.model;

import java.util.Optional;

/** A kind of line that a measured JVM prints for the runner; any other line is not meant for it. */
public enum Notice {
  /** How far the shot has come. */
  PROGRESS("# fanout-bench: "),
  /** Why the runner will find no {@link ShotTrace}. */
  TROUBLE("# fanout-bench failed: ");

  private final String mark;

  Notice(String mark) {
    this.mark = mark;
  }

  void print(String text) {
    System.out.println(mark + text);
  }

  /** What a line of this kind says; empty if it is not of this kind. */
  public Optional<String> in(String line) {
    return line.startsWith(mark) ? Optional.of(line.substring(mark.length())) : Optional.empty();
  }
}
