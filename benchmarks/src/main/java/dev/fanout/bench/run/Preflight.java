package dev.fanout.bench.run;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.fanout.bench.call.AsyncClient;
import dev.fanout.bench.call.JdkHttp;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.call.Timeline;
import dev.fanout.bench.model.MachineLoad;
import dev.fanout.bench.model.ShotTrace;
import dev.fanout.bench.plan.Plan;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.text.Figures;
import dev.fanout.server.Delay;
import dev.fanout.server.Load;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The proof, before anything is measured, that machine and server can bear the plan.
 *
 * <p>It also warms the server up, so that no shot pays for the server's first requests.
 */
final class Preflight {
  private static final int SPARE_FILES = 200; // jars, pipes, sockets of the harness itself
  private static final int WARM_UPS = 5;
  private static final double SENDING_MILLIS = 0.5; // what a busy client may need per request
  private static final int ATTEMPTS = 3; // for a burst that something else on the machine held up
  private static final String MENDS =
      "give it more handler threads or asynchronous responses, state its real delay with --delay,"
          + " or lower --requests.";

  private Preflight() {}

  /**
   * Checks the limit of open files.
   *
   * @throws RefusedException if it is too low for the plan
   */
  static void checkOpenFiles(Plan plan) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      long needed = (long) plan.openFiles() + SPARE_FILES;
      long allowed = unix.getMaxFileDescriptorCount();
      if (allowed < needed) {
        throw new RefusedException(
            ("The plan needs about %d open files, and a process may open %d here: raise the limit"
                    + " with ulimit -n %d, or lower --requests or --sizes.")
                .formatted(needed, allowed, needed));
      }
    }
  }

  /**
   * Checks that the server answers rightly, keeps its delay, and holds as many requests at once as
   * the plan needs.
   *
   * @throws RefusedException if it does not
   */
  static void checkServer(Plan plan, Target target) throws IOException, InterruptedException {
    Duration timeout = plan.delay().multipliedBy(2).plusSeconds(20);
    try (AsyncClient client = JdkHttp.open(new SlowCall(target.url(), timeout))) {
      checkAnswer(burst(client, target.warmUpUrl(), timeout, 1), target);
      if (!target.warmUpUrl().equals(target.url())) {
        for (int i = 0; i < WARM_UPS; i++) {
          burst(client, target.warmUpUrl(), timeout, plan.inFlight());
        }
      }
      Optional<String> trouble = Optional.empty();
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        target.resetLoad();
        MachineLoad before = MachineLoad.read();
        List<RequestTrace> requests = burst(client, target.url(), timeout, plan.inFlight());
        MachineLoad after = MachineLoad.read();
        trouble =
            trouble(requests, plan, target.served()).or(() -> droppedConnections(before, after));
        if (trouble.isEmpty()) {
          return;
        }
      }
      throw new RefusedException(trouble.orElseThrow());
    }
  }

  private static List<RequestTrace> burst(
      AsyncClient client, URI url, Duration timeout, int count) {
    var timeline = new Timeline(new SlowCall(url, timeout), count);
    timeline.begin();
    var ended = new CompletableFuture<?>[count];
    for (int i = 0; i < count; i++) {
      ended[i] = timeline.get(i, client);
    }
    // What has not ended by then is missing from the traces.
    CompletableFuture.allOf(ended)
        .completeOnTimeout(null, timeout.toMillis(), TimeUnit.MILLISECONDS)
        .join();
    return timeline.traces();
  }

  private static void checkAnswer(List<RequestTrace> answers, Target target) {
    String status = answers.isEmpty() ? "no answer" : answers.getFirst().status();
    if (!status.equals(RequestTrace.OK)) {
      throw new RefusedException(
          "%s does not answer Hello! with status 200 (%s): start the server, or correct --url."
              .formatted(target.url(), status));
    }
  }

  /** What speaks against the server after a burst of as many requests as the plan needs. */
  private static Optional<String> trouble(List<RequestTrace> requests, Plan plan, Served served) {
    Duration delay = plan.delay();
    Optional<String> wrong = ShotTrace.wrongAnswers(requests, plan.inFlight());
    if (wrong.isPresent()) {
      return Optional.of(
          "The server answers one request, but not %s sent at once (%s): %s"
              .formatted(Figures.count(plan.inFlight(), "request"), wrong.get(), MENDS));
    }
    double shortest =
        requests.stream().mapToDouble(each -> each.endMs() - each.startMs()).min().orElse(0);
    if (shortest < delay.toMillis()) {
      return Optional.of(
          "The server answered after %s, sooner than its delay of %s: state its real delay with --delay."
              .formatted(Figures.time(shortest), Delay.text(delay)));
    }
    double slack = Math.max(500, delay.toMillis() * 0.25);
    if (shortest > delay.toMillis() + slack) {
      return Optional.of(
          "The server answered after %s at the soonest, where its delay is %s: state its real delay with --delay."
              .formatted(Figures.time(shortest), Delay.text(delay)));
    }
    return switch (served) {
      case Served.Counted(Load load) -> tooFewAtOnce(load, plan);
      case Served.Uncounted _ -> tooSlow(requests, plan, slack + plan.inFlight() * SENDING_MILLIS);
      case Served.Gone _ -> Optional.of("The slow server ended during the preflight.");
    };
  }

  private static Optional<String> tooSlow(List<RequestTrace> requests, Plan plan, double slack) {
    Duration delay = plan.delay();
    double all = requests.stream().mapToDouble(RequestTrace::endMs).max().orElse(0);
    return all <= delay.toMillis() + slack
        ? Optional.empty()
        : Optional.of(
            "The server took %s to answer %s sent at once, where its delay is %s: %s"
                .formatted(
                    Figures.time(all),
                    Figures.count(plan.inFlight(), "request"),
                    Delay.text(delay),
                    MENDS));
  }

  private static Optional<String> droppedConnections(
      @Nullable MachineLoad before, @Nullable MachineLoad after) {
    Integer dropped = before == null || after == null ? null : after.overflowsSince(before);
    if (dropped == null || dropped == 0) {
      return Optional.empty();
    }
    return Optional.of(
        "The kernel dropped %s, since a listen queue was full: raise it with sysctl net.core.somaxconn, or lower --requests."
            .formatted(Figures.count(dropped, "connection")));
  }

  private static Optional<String> tooFewAtOnce(Load load, Plan plan) {
    return load.peakInFlight() >= plan.inFlight()
        ? Optional.empty()
        : Optional.of(
            "The server held %d of %d requests at a time: lengthen --delay, so that they overlap, or lower --requests."
                .formatted(load.peakInFlight(), plan.inFlight()));
  }
}
