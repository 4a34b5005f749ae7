package dev.fanout.bench.run;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.meter.MachineLoad;
import dev.fanout.bench.model.Expectation;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.workload.Destination;
import dev.fanout.bench.workload.OpenBackend;
import dev.fanout.bench.workload.Work;
import dev.fanout.report.measurement.RequestTrace;
import dev.fanout.report.text.Figures;
import dev.fanout.server.Load;
import dev.fanout.server.TimeSpan;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The proof that a server answers rightly, keeps its delay, and holds many requests at once.
 *
 * <p>A delay that is the server's own is assumed, and cannot be broken: such a server must only
 * answer.
 *
 * @param target the server
 * @param burst as many requests as it must hold at once
 * @param stop completes when the run is told to end
 */
record ServerCheck(Target target, Work burst, CompletableFuture<?> stop) {
  static final String INTERRUPTED = "The preflight was interrupted; nothing was measured.";

  /** Bursts after which the client is compiled and connected; by then further ones gain little. */
  static final int WARM_UPS = 5;

  /** For a burst that something else on the machine held up: three in a row are no accident. */
  static final int ATTEMPTS = 3;

  /** What each request of a burst may delay the last: a cold client's, since a plan is refused. */
  private static final double COLD_SENDING_MILLIS = 0.5;

  /**
   * Sends the burst, a few times if need be.
   *
   * @return what to remark of a server that may answer when it likes
   * @throws RefusedException if the server does not answer it as it must, or the run is told to end
   */
  Optional<String> run() throws IOException, InterruptedException {
    OpenBackend backend = target.open(longest());
    try (Volley volley = Volley.open(burst.requests(), backend)) {
      checkAnswer(send(volley, backend.warmUp(), burst.of(1)));
      if (backend.hasQuickAnswer()) {
        for (int i = 0; i < WARM_UPS; i++) {
          send(volley, backend.warmUp(), burst);
        }
      }
      Optional<String> trouble = Optional.empty();
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        target.resetLoad(burst.seed());
        MachineLoad before = MachineLoad.read();
        List<RequestTrace> requests = send(volley, backend, burst);
        MachineLoad after = MachineLoad.read();
        trouble = trouble(requests, target.served()).or(() -> droppedConnections(before, after));
        if (trouble.isEmpty()) {
          return remark(requests);
        }
      }
      throw new RefusedException(target.endpoint().mask(trouble.orElseThrow()));
    }
  }

  private Duration longest() {
    return burst.longest().multipliedBy(2).plusSeconds(20);
  }

  private List<RequestTrace> send(Volley volley, Destination to, Work work)
      throws IOException, InterruptedException {
    Deadline deadline = Deadline.in(longest(), stop);
    List<RequestTrace> ended = volley.allAtOnce(work, to, deadline);
    if (deadline.isStopped()) {
      throw new RefusedException(INTERRUPTED);
    }
    return ended;
  }

  private void checkAnswer(List<RequestTrace> answers) {
    String status =
        answers.isEmpty()
            ? "no answer within " + TimeSpan.text(longest())
            : answers.getFirst().status();
    if (!status.equals(RequestTrace.OK)) {
      Endpoint endpoint = target.endpoint();
      throw new RefusedException(
          "%s does not answer a call rightly (%s): %s."
              .formatted(endpoint, endpoint.mask(status), endpoint.remedy()));
    }
  }

  /** What speaks against the server after the burst. */
  private Optional<String> trouble(List<RequestTrace> requests, Served served) {
    Optional<String> wrong = Expectation.ALL_RIGHT.unmet(requests, burst.requests());
    if (wrong.isPresent()) {
      return Optional.of(
          "%s answers one request, but not %s sent at once (%s): %s"
              .formatted(
                  target.endpoint(), count(), wrong.get(), target.endpoint().remedyForMany()));
    }
    return switch (served) {
      case Served.Counted(Load load) -> broken(requests).or(() -> tooFewAtOnce(load));
      case Served.Uncounted _ ->
          burst.kind().setsDelay()
              ? broken(requests)
                  .or(
                      () ->
                          tooSlow(requests)
                              .map(slow -> slow + ": " + target.endpoint().remedyForMany()))
              : Optional.empty();
      case Served.Gone _ -> Optional.of("The slow server ended during the preflight.");
    };
  }

  private Optional<String> remark(List<RequestTrace> requests) {
    return burst.kind().setsDelay()
        ? Optional.empty()
        : tooSlow(requests)
            .map("%s: it may answer fewer at once, which the floors do not know of."::formatted);
  }

  /** How the server broke the delay that was set for it. */
  private Optional<String> broken(List<RequestTrace> requests) {
    RequestTrace soonest =
        requests.stream().min(Comparator.comparingDouble(this::lateMs)).orElseThrow();
    Duration delay = burst.delay(soonest.request());
    if (lateMs(soonest) < 0) {
      return Optional.of(
          "The server answered after %s, sooner than its delay of %s: state its real delay with --delay."
              .formatted(Figures.time(tookMs(soonest)), TimeSpan.text(delay)));
    }
    if (lateMs(soonest) > slackMs()) {
      return Optional.of(
          "The server answered after %s at the soonest, where its delay is %s: state its real delay with --delay."
              .formatted(Figures.time(tookMs(soonest)), TimeSpan.text(delay)));
    }
    return Optional.empty();
  }

  private static double tookMs(RequestTrace request) {
    return request.endMs() - request.startMs();
  }

  private double lateMs(RequestTrace request) {
    return tookMs(request) - burst.delay(request.request()).toMillis();
  }

  /** Half a second for a busy machine, and a quarter for delays that are stated roughly. */
  private double slackMs() {
    return Math.max(500, burst.longest().toMillis() * 0.25);
  }

  private Optional<String> tooSlow(List<RequestTrace> requests) {
    double all = requests.stream().mapToDouble(RequestTrace::endMs).max().orElse(0);
    double most = burst.longest().toMillis() + slackMs() + burst.requests() * COLD_SENDING_MILLIS;
    return all <= most
        ? Optional.empty()
        : Optional.of(
            "The server took %s to answer %s sent at once, where its delay is %s"
                .formatted(Figures.time(all), count(), burst.delay().text()));
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

  private Optional<String> tooFewAtOnce(Load load) {
    return load.peakInFlight() >= burst.requests()
        ? Optional.empty()
        : Optional.of(
            "The server held %d of %d requests at a time: lengthen --delay, so that they overlap, or lower --requests or --arrivals."
                .formatted(load.peakInFlight(), burst.requests()));
  }

  private String count() {
    return Figures.count(burst.requests(), "request");
  }
}
