package dev.fanout.bench.behave;

import static java.util.Comparator.naturalOrder;

import dev.fanout.bench.idiom.Requests;
import dev.fanout.bench.workload.LiveShot;
import dev.fanout.bench.workload.OpenBackend;
import dev.fanout.report.behaviour.Figure;
import dev.fanout.report.behaviour.Verdict;
import dev.fanout.server.LoadClient;
import dev.fanout.server.Script;
import dev.fanout.server.Script.Part;
import dev.fanout.server.ToldRequests.Seen;
import java.io.IOException;
import java.time.Duration;
import java.util.function.IntConsumer;

/**
 * What a trial has to do with beside the model: the requests, and the server that sees them.
 *
 * @param group tells the requests of this trial from all others
 * @param since it began
 */
record Stage(
    LiveShot shot,
    Script script,
    OpenBackend backend,
    LoadClient server,
    String group,
    Stopwatch since) {
  /** How long a request that is given up may take to end at the server. */
  private static final Duration GRACE = Duration.ofMillis(500);

  /** How long the first request may take to come, also on a busy machine. */
  private static final Duration TO_BEGIN = Duration.ofSeconds(3);

  /** How long no request may wait and none come until all is over: one may follow another. */
  private static final Duration QUIET = Duration.ofMillis(50);

  /** Requests that take longer are those that nobody wants to wait for. */
  private static final Duration SLOW = Duration.ofSeconds(1);

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
    while (came < script.requests()
        && System.nanoTime() - since < (came == 0 ? TO_BEGIN : GRACE).toNanos()) {
      int now = seen().came();
      if (now > came) {
        came = now;
        since = System.nanoTime();
      }
      Thread.sleep(POLL);
    }
  }

  /**
   * What the server sees once no client waits any more and no further request comes, or else after
   * a moment.
   */
  Seen settled() throws IOException, InterruptedException {
    long since = System.nanoTime();
    long quiet = since;
    Seen seen = seen();
    while (System.nanoTime() - since < GRACE.toNanos()
        && (seen.waiting() > 0 || System.nanoTime() - quiet < QUIET.toNanos())) {
      Thread.sleep(POLL);
      Seen now = seen();
      if (now.waiting() > 0 || now.came() > seen.came()) {
        quiet = System.nanoTime();
      }
      seen = now;
    }
    return seen;
  }

  /** Whether the slow requests may have been answered by now, so that none can be left. */
  private boolean mayHaveEndedByThemselves() {
    Duration longest = script.parts().stream().map(Part::delay).max(naturalOrder()).orElseThrow();
    return longest.compareTo(SLOW) > 0 && since.millis() > longest.toMillis();
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
    String rest;
    Verdict verdict;
    if (seen.came() == 0) {
      rest = "no request came to the server";
      verdict = Verdict.WRONG;
    } else if (seen.waiting() > 0) {
      rest = "%d of %d requests go on at the server".formatted(seen.waiting(), seen.came());
      verdict = Verdict.PARTLY;
    } else if (asAsked && mayHaveEndedByThemselves()) {
      rest = "on this machine it took so long that all requests have been answered meanwhile";
      verdict = Verdict.NOT_OBSERVED;
    } else {
      rest = "no request is left at the server";
      verdict = Verdict.RIGHT;
    }
    return Observed.of(asAsked ? verdict : Verdict.WRONG, says + "; " + rest)
        .with(Figure.RETURNED_MS, returned)
        .with(Figure.CAME, seen.came())
        .with(Figure.STILL_RUNNING, seen.waiting())
        .with(Figure.GIVEN_UP, seen.givenUp());
  }
}
