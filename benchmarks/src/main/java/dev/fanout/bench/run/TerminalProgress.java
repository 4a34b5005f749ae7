package dev.fanout.bench.run;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line for the shot under way, redrawn every second: a bar, the requests done, when the run
 * ends.
 *
 * <p>The bar follows the clock, since the floor is known; the count is that of the last heartbeat.
 */
final class TerminalProgress implements Progress {
  private static final String CLEAR_LINE = "\r\u001b[2K";

  /** So that a narrow terminal cuts the line: it would else wrap, and be redrawn below itself. */
  private static final String NO_WRAP = "\u001b[?7l";

  private static final String WRAP = "\u001b[?7h";
  private static final Pattern COUNT = Pattern.compile("^(\\d+/\\d+) ");
  private static final int BAR = 10;
  private static final int WIDTH = 79; // of most terminals

  private final PrintWriter out;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("progress").factory());
  private @Nullable UnderWay shot;
  private String count = "";

  private TerminalProgress(PrintWriter out) {
    this.out = out;
  }

  static TerminalProgress start(PrintWriter out) {
    var progress = new TerminalProgress(out);
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
            .formatted(
                "#".repeat(filled),
                "-".repeat(BAR - filled),
                count,
                Progress.clock(shot.runEnds()));
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
