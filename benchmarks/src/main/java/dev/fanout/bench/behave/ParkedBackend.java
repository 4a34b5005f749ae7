package dev.fanout.bench.behave;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.Call;
import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.backend.Outcome;
import dev.fanout.bench.workload.OpenBackend;
import dev.fanout.bench.workload.Specification;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.Workload;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A backend of this JVM alone, whose calls wait until it lets all of them go. */
final class ParkedBackend implements OpenBackend {
  private static final Call NOTHING = new Call() {};

  private final CountDownLatch gate = new CountDownLatch(1);
  private final CompletableFuture<Outcome> answer = new CompletableFuture<>();

  /** Lets all calls go, and those that are still to come. */
  void letGo() {
    gate.countDown();
    answer.complete(Outcome.right());
  }

  @Override
  public BlockingCalls blocking(int inFlight) {
    return new BlockingCalls() {
      @Override
      public Outcome make(Call call) {
        try {
          gate.await();
          return Outcome.right();
        } catch (InterruptedException e) {
          return new Outcome.Cancelled();
        }
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public BlockingCalls blocking(String client, int inFlight) {
    return blocking(inFlight);
  }

  @Override
  public AsyncCalls async(String client, int inFlight) {
    return new AsyncCalls() {
      @Override
      public CompletableFuture<Outcome> make(Call call) {
        return answer.copy();
      }

      @Override
      public void close() {}
    };
  }

  /** Another JVM cannot open it. */
  @Override
  public Opening opening() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Workload begin(Work work) {
    return workload(new Specification(work, "", ""));
  }

  @Override
  public Workload workload(Specification shot) {
    return new Workload() {
      @Override
      public Specification specification() {
        return shot;
      }

      @Override
      public Call call(int request, @Nullable String fact) {
        return NOTHING;
      }
    };
  }
}
