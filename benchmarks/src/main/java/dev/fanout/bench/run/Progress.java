package dev.fanout.bench.run;

import dev.fanout.bench.plan.ShotPlan;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a run tells, while it goes on, how far it has come. */
sealed interface Progress extends AutoCloseable permits PlainProgress, TerminalProgress {
  /**
   * A shot under way.
   *
   * @param number counts the shots of the run, from 1
   * @param of the number of shots; absent where it is not known beforehand
   * @param shot what is fired
   * @param begins when it began
   * @param runEnds when the whole run will be done; an estimate
   */
  record UnderWay(
      int number, @Nullable Integer of, ShotPlan shot, Instant begins, Instant runEnds) {
    /** Its place in the run, such as {@code [ 3/22]}. */
    String place() {
      return of == null ? "[%2d]".formatted(number) : "[%2d/%d]".formatted(number, of);
    }
  }

  /** A shot begins. */
  void begins(UnderWay shot);

  /** The measured JVM says how far the shot has come. */
  void heartbeat(String line);

  /** The shot has ended so. */
  void ends(String outcome);

  @Override
  void close();

  /** A line that is redrawn on a terminal, else a line for each thing told. */
  static Progress of(PrintWriter out) {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
            && !"dumb".equals(System.getenv("TERM"));
    return terminal ? TerminalProgress.start(out) : new PlainProgress(out);
  }

  /** The time of day. */
  static String clock(Instant time) {
    return DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT)
        .format(time.atZone(ZoneId.systemDefault()));
  }
}
