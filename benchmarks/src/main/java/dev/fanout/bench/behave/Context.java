package dev.fanout.bench.behave;

import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.idiom.Idioms.Ability;
import dev.fanout.bench.idiom.Requests;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.report.behaviour.Verdict;
import dev.fanout.server.Fate;
import dev.fanout.server.Script;
import dev.fanout.server.Script.Part;
import java.util.concurrent.atomic.AtomicInteger;

/** What the caller has set for its thread, looked for in each request. */
record Context() implements Trial {
  private static final int REQUESTS = 3;
  private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();
  private static final InheritableThreadLocal<String> INHERITABLE = new InheritableThreadLocal<>();
  private static final ScopedValue<String> SCOPED = ScopedValue.newInstance();

  @Override
  public Scenario scenario() {
    return Scenario.CONTEXT;
  }

  @Override
  public Ability ability() {
    return Ability.GATHER;
  }

  @Override
  public Script script() {
    return Script.of(Part.of(REQUESTS, 10, Fate.OK));
  }

  @Override
  public Observed observe(Idioms idioms, Stage stage) throws Exception {
    var local = new AtomicInteger();
    var inheritable = new AtomicInteger();
    var scoped = new AtomicInteger();
    var looked = new AtomicInteger();
    Requests requests =
        stage.requests(
            _ -> {
              looked.incrementAndGet();
              count(LOCAL.get() != null, local);
              count(INHERITABLE.get() != null, inheritable);
              count(SCOPED.isBound(), scoped);
            });
    LOCAL.set("here");
    INHERITABLE.set("here");
    try {
      ScopedValue.where(SCOPED, "here").call(() -> idioms.gather(requests));
    } finally {
      LOCAL.remove();
      INHERITABLE.remove();
    }
    if (looked.get() == 0) {
      return Observed.of(
          Verdict.WRONG, "the requests are made in another process, which sees nothing of it");
    }
    int seen = local.get() + inheritable.get() + scoped.get();
    return Observed.of(
        seen == 0 ? Verdict.WRONG : seen == 3 * REQUESTS ? Verdict.RIGHT : Verdict.PARTLY,
        "thread local %s, inheritable thread local %s, scoped value %s"
            .formatted(in(local), in(inheritable), in(scoped)));
  }

  private static void count(boolean seen, AtomicInteger counter) {
    if (seen) {
      counter.incrementAndGet();
    }
  }

  private static String in(AtomicInteger seen) {
    return switch (seen.get()) {
      case 0 -> "not seen";
      case REQUESTS -> "seen";
      default -> "seen in %d of %d".formatted(seen.get(), REQUESTS);
    };
  }
}
