package dev.fanout.bench.behave;

import dev.fanout.bench.idiom.Requests;
import dev.fanout.bench.workload.LiveShot;
import dev.fanout.bench.workload.OpenBackend;
import dev.fanout.report.behaviour.Figure;
import dev.fanout.report.behaviour.Verdict;
import dev.fanout.server.LoadClient;
import dev.fanout.server.Script;
import dev.fanout.server.ToldRequests.Seen;
import java.io.IOException;
import java.time.Duration;
import java.util.function.IntConsumer;

/**
 * What a trial has to do with beside the model: the requests, and the server that sees them.
 *
 * @param group tells the requests of this trial from all others
 */
record Stage(LiveShot shot, Script script, OpenBackend backend, LoadClient server, String group) {
  /** How long a request that is given up may take to end at the server. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private static final Duration POLL = Duration.ofMillis(5);

  /** The requests, all of them. */
  Requests requests() {
    return requests(_ -> {});
  }

  /** The same, with something to do in each. */
  Requests requests(IntConsumer inside) {
    return new Requests(shot.batches().getFirst(), inside);
  }

  /** What the server has seen of them until now. */
  Seen seen() throws IOException, InterruptedException {
    return server.seen(group);
  }

  /** Waits until all requests are under way, or all that the model makes at once. */
  void awaitUnderWay() throws IOException, InterruptedException {
    int came = 0;
    long since = System.nanoTime();
    while (came < script.requests() && System.nanoTime() - since < GRACE.toNanos()) {
      int now = seen().came();
      if (now > came) {
        came = now;
        since = System.nanoTime();
      }
      Thread.sleep(POLL);
    }
  }

  /** What the server sees once no client waits any more, or else after a moment. */
  Seen settled() throws IOException, InterruptedException {
    long since = System.nanoTime();
    Seen seen = seen();
    while (seen.waiting() > 0 && System.nanoTime() - since < GRACE.toNanos()) {
      Thread.sleep(POLL);
      seen = seen();
    }
    return seen;
  }

  /**
   * What was seen of a model that has returned, while some requests had no answer.
   *
   * @param returned after how many milliseconds
   * @param asAsked whether it returned when and as it should
   */
  Observed ended(double returned, boolean asAsked, String says)
      throws IOException, InterruptedException {
    Seen seen = settled();
    Verdict verdict =
        !asAsked ? Verdict.WRONG : seen.waiting() == 0 ? Verdict.RIGHT : Verdict.PARTLY;
    String rest =
        seen.waiting() == 0
            ? "no request is left at the server"
            : "%d of %d requests go on at the server".formatted(seen.waiting(), seen.came());
    return Observed.of(verdict, says + "; " + rest)
        .with(Figure.RETURNED_MS, returned)
        .with(Figure.CAME, seen.came())
        .with(Figure.STILL_RUNNING, seen.waiting())
        .with(Figure.GIVEN_UP, seen.givenUp());
  }
}
