package dev.fanout.bench.behave;

import dev.fanout.bench.idiom.Answers;
import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.idiom.Idioms.Ability;
import dev.fanout.bench.idiom.Requests;
import dev.fanout.bench.workload.OpenBackend;
import dev.fanout.report.behaviour.Figure;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.report.behaviour.Verdict;
import dev.fanout.server.Fate;
import dev.fanout.server.Script;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.FutureTask;

/** Far more tasks than can be under way are handed in at once, and none ends meanwhile. */
record BackPressure() implements Trial {
  private static final int TASKS = 100_000;
  private static final int THREADS = 10;
  private static final Duration STEADY = Duration.ofMillis(300);

  @Override
  public Scenario scenario() {
    return Scenario.BACK_PRESSURE;
  }

  @Override
  public Ability ability() {
    return Ability.GATHER;
  }

  @Override
  public Script script() {
    return Script.of(Script.Part.of(TASKS, 0, Fate.OK));
  }

  @Override
  public int threads() {
    return THREADS;
  }

  @Override
  public OpenBackend backend(ToldServer server, String group) {
    return new ParkedBackend();
  }

  @Override
  public Observed observe(Idioms idioms, Stage stage) throws Exception {
    if (!(stage.backend() instanceof ParkedBackend parked)) {
      throw new IllegalStateException("it is this trial that opens it");
    }
    Requests requests = stage.requests();
    var submitting = new FutureTask<Answers>(() -> idioms.gather(requests));
    long before = usedHeap();
    Thread caller = Thread.ofPlatform().daemon().name("caller").start(submitting);
    int handedIn;
    long held;
    try {
      handedIn = steady(requests, caller);
      held = Math.max(0, usedHeap() - before);
    } finally {
      parked.letGo();
    }
    int delivered = submitting.get().delivered().size();
    boolean heldBack = handedIn < TASKS;
    return Observed.of(
            delivered < TASKS ? Verdict.WRONG : heldBack ? Verdict.RIGHT : Verdict.PARTLY,
            "%s: %,d of %,d tasks handed in while none had ended, which hold %,d KB of heap%s"
                .formatted(
                    heldBack ? "held back" : "not held back",
                    handedIn,
                    TASKS,
                    held / 1024,
                    delivered < TASKS ? "; %,d answers delivered".formatted(delivered) : ""))
        .with(Figure.DELIVERED, delivered)
        .with(Figure.MEMORY_KB, held / 1024.0);
  }

  /** How many tasks are handed in once no more come, since all have or since the caller waits. */
  private static int steady(Requests requests, Thread caller) throws InterruptedException {
    int last = -1;
    while (requests.handedIn() > last
        || (last < TASKS && caller.getState() == Thread.State.RUNNABLE)) {
      last = requests.handedIn();
      Thread.sleep(STEADY);
    }
    return last;
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
