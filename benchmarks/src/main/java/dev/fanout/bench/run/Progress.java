package dev.fanout.bench.run;

import dev.fanout.bench.plan.PlanText;
import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.report.text.Figures;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a run tells, while it goes on, how far it has come. */
sealed interface Progress extends AutoCloseable {
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
    /** When the run will be done, for people. */
    String end() {
      return PlanText.clock(runEnds, begins);
    }

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
    return terminal ? Terminal.start(out) : new Plain(out);
  }

  /** A line when a shot begins, at each heartbeat, and when the shot ends: for logs and pipes. */
  final class Plain implements Progress {
    private final PrintWriter out;
    private volatile @Nullable UnderWay shot;

    Plain(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void begins(UnderWay begun) {
      shot = begun;
      say(
          "%s %s  %s: floor %s; the run ends at about %s"
              .formatted(
                  begun.place(),
                  PlanText.clock(begun.begins(), begun.begins()),
                  begun.shot().label(),
                  Figures.time((double) begun.shot().floor().toMillis()),
                  begun.end()));
    }

    @Override
    public void heartbeat(String line) {
      UnderWay now = shot;
      if (now != null) {
        say("          %s; the run ends at about %s".formatted(line, now.end()));
      }
    }

    @Override
    public void ends(String outcome) {
      UnderWay ended = shot;
      if (ended != null) {
        say(
            "%s %s  %s"
                .formatted(ended.place(), PlanText.clock(Instant.now(), Instant.now()), outcome));
      }
    }

    @Override
    public void close() {}

    private void say(String line) {
      out.println(line);
      out.flush();
    }
  }

  /**
   * One line for the shot under way, redrawn every second: a bar, the requests done, when the run
   * ends.
   *
   * <p>The bar follows the clock, since the floor is known; the count is that of the last
   * heartbeat.
   */
  final class Terminal implements Progress {
    private static final String CLEAR_LINE = "\r\u001b[2K";

    /** So that a narrow terminal cuts the line: it would else wrap, and be redrawn below itself. */
    private static final String NO_WRAP = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";
    private static final Pattern COUNT = Pattern.compile("^(\\d+/\\d+|training) ");
    private static final int BAR = 10;
    private static final int WIDTH = 79; // of most terminals

    private final PrintWriter out;
    private final ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress").factory());
    private @Nullable UnderWay shot;
    private String count = "";

    private Terminal(PrintWriter out) {
      this.out = out;
    }

    static Terminal start(PrintWriter out) {
      var progress = new Terminal(out);
      var _ =
          progress.timer.scheduleAtFixedRate(
              () -> progress.draw(Instant.now()), 1, 1, TimeUnit.SECONDS);
      return progress;
    }

    @Override
    public synchronized void begins(UnderWay begun) {
      shot = begun;
      count = "";
      draw(begun.begins());
    }

    @Override
    public synchronized void heartbeat(String line) {
      Matcher matcher = COUNT.matcher(line);
      if (matcher.find()) {
        count = matcher.group(1) + "  ";
      }
    }

    @Override
    public synchronized void ends(String outcome) {
      if (shot != null) {
        out.println(CLEAR_LINE + "%s %s: %s".formatted(shot.place(), shot.shot().label(), outcome));
        out.flush();
      }
      shot = null;
    }

    private synchronized void draw(Instant now) {
      if (shot != null) {
        out.print(CLEAR_LINE + NO_WRAP + line(shot, count, now) + WRAP);
        out.flush();
      }
    }

    /** The line at that moment. */
    static String line(UnderWay shot, String count, Instant now) {
      double passed = Duration.between(shot.begins(), now).toMillis();
      double share = Math.min(1, passed / shot.shot().expected().toMillis());
      int filled = (int) (share * BAR);
      String tail =
          "  [%s%s]  %srun ends %s"
              .formatted("#".repeat(filled), "-".repeat(BAR - filled), count, shot.end());
      String head =
          "%s %s, %s"
              .formatted(
                  shot.place(), shot.shot().measured().label(), shot.shot().temperature().text());
      int room = WIDTH - tail.length();
      return (head.length() <= room ? head : head.substring(0, room - 2) + "..") + tail;
    }

    @Override
    public synchronized void close() {
      timer.shutdownNow();
      if (shot != null) {
        out.print(CLEAR_LINE);
        out.flush();
      }
    }
  }
}
