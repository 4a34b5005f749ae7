package dev.fanout.bench.run;

import dev.fanout.bench.backend.Endpoint;
import dev.fanout.bench.backend.FailureText;
import dev.fanout.bench.meter.AotCache;
import dev.fanout.bench.model.FanOutBenchmark;
import dev.fanout.bench.model.InvalidShotException;
import dev.fanout.bench.plan.Called;
import dev.fanout.bench.plan.Plan;
import dev.fanout.bench.plan.PlanText;
import dev.fanout.bench.plan.RefusedException;
import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.bench.plan.ShotPlan.ClientUse;
import dev.fanout.bench.run.ServerProbe.Limit;
import dev.fanout.bench.tune.AssumedDelay;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.report.text.Figures;
import dev.fanout.server.TimeSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** The proof, before anything is measured, that machine and servers can handle the plan. */
final class Preflight {
  /** Files and sockets that the harness itself has open: jars, pipes, connections. */
  static final int SPARE_FILES = 200;

  private static final int MIB = 1 << 20;
  private static final long AOT_CACHE =
      100L * MIB; // with what it is made from, and that of workers
  private static final Duration ASKING = Duration.ofSeconds(2); // for single calls, if they suffice
  private static final Duration LONGEST_ASKING = Duration.ofMinutes(4); // a quarter for a call
  private static final Duration CONNECTING = Duration.ofSeconds(10);
  private static final int CALLS = 2; // the second on the connection that the first has left

  private Preflight() {}

  /**
   * Checks the limits of the machine.
   *
   * @throws RefusedException if they are too low for the plan
   */
  static void checkMachine(Plan plan) throws IOException {
    checkAotCaches(plan, AotCache.isSupported());
    checkOpenFiles(plan, OpenFiles.allowed());
    checkDisk(plan);
  }

  /**
   * Checks that JVMs can have AOT caches, if the plan needs them.
   *
   * @param supported whether this JVM can have one
   */
  static void checkAotCaches(Plan plan, boolean supported) {
    if (plan.aotCaches() > 0 && !supported) {
      throw new RefusedException(
          "cold-aot needs a JVM with AOT caches, such as HotSpot of JDK 25, and this one has none (%s): use another JDK, or leave cold-aot out of --temperatures."
              .formatted(System.getProperty("java.vm.name")));
    }
  }

  /**
   * Checks how many files a process may open.
   *
   * @param limit of the machine; empty where it is not known
   */
  static void checkOpenFiles(Plan plan, OptionalLong limit) {
    long needed = (long) plan.openFiles() + SPARE_FILES;
    long allowed = limit.orElse(Long.MAX_VALUE);
    if (allowed < needed) {
      throw new RefusedException(
          ("The plan needs about %d open files, and a process may open %d here: raise the limit"
                  + " with ulimit -n %d, or lower --requests or --sizes.")
              .formatted(needed, allowed, needed));
    }
  }

  private static void checkDisk(Plan plan) throws IOException {
    var folder = Path.of(System.getProperty("java.io.tmpdir"));
    long needed = plan.diskBytes() + plan.aotCaches() * AOT_CACHE;
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < needed) {
      throw new RefusedException(
          "The plan writes %d MiB of files at once, and %s has %d MiB left: make room, or lower --requests or --file-size, or leave cold-aot out of --temperatures."
              .formatted(Math.ceilDiv(needed, MIB), folder, free / MIB));
    }
  }

  /**
   * Makes sure that there is a delay to plan with: where it is the server's own and nobody has
   * stated it, it is the median of what calls one after another waited.
   *
   * @return the plan with that delay
   * @throws RefusedException if the server does not answer, or the run is told to end
   */
  static Plan withDelay(Plan plan, Targets targets, Experiment.Start start)
      throws IOException, InterruptedException {
    if (!plan.delayUnknown()) {
      return plan;
    }
    Map.Entry<Called, Target> own = targets.byCalled().entrySet().iterator().next();
    Deadline deadline = Deadline.in(LONGEST_ASKING, start.stop());
    var probe =
        new ServerProbe(
            own.getValue(), plan.plain(own.getKey(), plan.requests()), deadline, Limit.PREFLIGHT);
    ServerProbe.Alone alone = probe.alone(ASKING);
    Plan known = plan.withDelay(AssumedDelay.median(alone.waitsMs()));
    start
        .say()
        .accept(
            "The server's delay is assumed to be %s, the median of what %s waited."
                .formatted(
                    known.delay().text(), Figures.count(alone.tookMs().size(), "single call")));
    start.say().accept(PlanText.of(known, Instant.now()).stripTrailing());
    return known;
  }

  /**
   * Checks each server, and warms it up, so that no shot pays for its first requests.
   *
   * @param start what to remark is said
   * @throws RefusedException if one cannot handle its part of the plan, or the run is told to end
   */
  static void checkServers(Plan plan, Targets targets, Experiment.Start start)
      throws IOException, InterruptedException {
    for (Called called : plan.servers()) {
      Target target = targets.of(called);
      int needed = Math.min(plan.sentAtOnce(called), called.slow().mostAtOnce());
      checkConnections(target, plan.connections(called));
      if (called.own() != null) {
        checkHttp2(target);
      }
      new ServerCheck(target, plan.plain(called, needed), start.stop())
          .run()
          .ifPresent(start.say());
    }
  }

  /**
   * Makes sure that the server takes so many connections at once, as far as it tells.
   *
   * @throws RefusedException if it does not
   */
  static void checkConnections(Target target, int needed) {
    target
        .open(CONNECTING)
        .obstacle(needed)
        .ifPresent(
            why -> {
              throw new RefusedException(target.endpoint().mask(why));
            });
  }

  /**
   * Makes sure that the server speaks HTTP/2, if it is to be called by it.
   *
   * @throws RefusedException if it does not
   */
  private static void checkHttp2(Target target) {
    target
        .open(CONNECTING)
        .http2Obstacle()
        .ifPresent(
            why -> {
              throw new RefusedException(
                  "%s does not speak HTTP/2 (%s): turn it on at the server, or leave out --http 2."
                      .formatted(target.endpoint(), why));
            });
  }

  /** How many connections the server takes at once, as far as it tells. */
  static OptionalInt mostConnections(Target target) {
    return target.open(CONNECTING).mostConnections();
  }

  /**
   * Makes two calls by each client of the plan, but for those of slow servers.
   *
   * @param stop completes when the run is told to end
   * @return the plan without the cases whose client cannot read what that server answers
   * @throws RefusedException if no case is left, or the run is told to end
   */
  static Plan checkClients(Plan plan, Targets targets, CompletableFuture<?> stop)
      throws InterruptedException {
    var failing = new LinkedHashMap<ClientUse, String>();
    for (ShotPlan shot : plan.oneByClient()) {
      if (shot.server().own() == null) {
        continue;
      }
      Endpoint own = targets.of(shot).endpoint();
      failure(shot, own, stop).ifPresent(why -> failing.put(shot.clientUse(), own.mask(why)));
    }
    return plan.without(failing);
  }

  /** Why the client of that shot cannot be measured, if it cannot. */
  private static Optional<String> failure(ShotPlan shot, Endpoint own, CompletableFuture<?> stop)
      throws InterruptedException {
    var checked = new CompletableFuture<Optional<String>>();
    Thread.ofVirtual().start(() -> checked.complete(call(shot, own)));
    Deadline deadline = Deadline.in(shot.patience(), stop);
    if (deadline.await(checked)) {
      return checked.join();
    }
    if (deadline.isStopped()) {
      throw new RefusedException(ServerCheck.INTERRUPTED);
    }
    return Optional.of("a call did not end within %s".formatted(TimeSpan.text(shot.patience())));
  }

  private static Optional<String> call(ShotPlan shot, Endpoint own) {
    FanOutBenchmark benchmark = alone(shot, own);
    try {
      benchmark.open();
      for (int call = 0; call < CALLS; call++) {
        benchmark.aim();
        benchmark.fanOut();
        benchmark.check();
      }
      benchmark.close();
      return Optional.empty();
    } catch (InvalidShotException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (Exception e) {
      return Optional.of(FailureText.of(e)); // what was open is closed where it failed
    }
  }

  /** The shot's model, with one request; when it is answered is not the client's matter. */
  private static FanOutBenchmark alone(ShotPlan shot, Endpoint own) {
    var parameters = new HashMap<>(shot.parameters());
    parameters.put("requests", "1");
    parameters.put(Parameter.ARRIVALS.json(), ""); // a batch
    parameters.put("workload", own.workload());
    parameters.put("temperature", Temperature.COLD.name());
    return shot.model().with(parameters).at(own);
  }
}
