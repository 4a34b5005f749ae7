package dev.fanout.bench.run;

import dev.fanout.report.text.Figures;
import java.io.PrintWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A line when a shot begins, at each heartbeat, and when the shot ends: for logs and pipes. */
final class PlainProgress implements Progress {
  private final PrintWriter out;
  private volatile @Nullable UnderWay shot;

  PlainProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begins(UnderWay begun) {
    shot = begun;
    say(
        "%s %s  %s: floor %s; the run ends at about %s"
            .formatted(
                begun.place(),
                Progress.clock(begun.begins()),
                begun.shot().label(),
                Figures.time((double) begun.shot().floor().toMillis()),
                Progress.clock(begun.runEnds())));
  }

  @Override
  public void heartbeat(String line) {
    UnderWay now = shot;
    if (now != null) {
      say("          %s; the run ends at about %s".formatted(line, Progress.clock(now.runEnds())));
    }
  }

  @Override
  public void ends(String outcome) {
    UnderWay ended = shot;
    if (ended != null) {
      say("%s %s  %s".formatted(ended.place(), Progress.clock(Instant.now()), outcome));
    }
  }

  @Override
  public void close() {}

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
