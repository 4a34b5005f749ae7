package dev.fanout.bench.backend.call;

import dev.fanout.bench.backend.AsyncCalls;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.backend.Call;
import dev.fanout.bench.backend.FailureText;
import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.backend.Outcome;
import dev.fanout.bench.workload.OpenBackend;
import dev.fanout.bench.workload.Specification;
import dev.fanout.bench.workload.Work;
import dev.fanout.bench.workload.Workload;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** The user's class, of which each client is an object of its own. */
final class CallBackend implements OpenBackend {
  private final Opening opening;
  private final JavaCall classes;
  private final List<OwnCall> opened = new CopyOnWriteArrayList<>();

  private CallBackend(Opening opening, JavaCall classes) {
    this.opening = opening;
    this.classes = classes;
  }

  /** That of an opening. */
  static CallBackend of(Opening opening) {
    String classPath = opening.settings().get(JavaCall.CLASS_PATH);
    if (classPath == null) {
      throw new IllegalArgumentException(
          "no class was named: a call of your own is measured by scripts/fanout, with --call");
    }
    return new CallBackend(
        opening,
        new JavaCall(
            opening.settings().get(JavaCall.BLOCKING),
            opening.settings().get(JavaCall.ASYNC),
            classPath));
  }

  @Override
  public Opening opening() {
    return opening;
  }

  /** Calls that block; where there are none, for a preflight or a probe, by waiting for others. */
  @Override
  public BlockingCalls blocking(int inFlight) {
    String blocking = classes.blocking();
    return blocking == null ? new Waiting(async()) : open(blocking).blocking();
  }

  @Override
  public BlockingCalls blocking(String client, int inFlight) {
    requireClient(client);
    return blocking(inFlight);
  }

  @Override
  public AsyncCalls async(String client, int inFlight) {
    requireClient(client);
    return async();
  }

  private AsyncCalls async() {
    return open(Objects.requireNonNull(classes.async())).async();
  }

  private static void requireClient(String client) {
    var _ = new CallType().client(client);
  }

  private OwnCall open(String name) {
    OwnCall call = OwnCall.open(name, classes.classPath(), opening.timeout());
    opened.add(call);
    return call;
  }

  @Override
  public Optional<String> leftBehind() {
    return opened.stream().map(OwnCall::leftBehind).filter(Objects::nonNull).findFirst();
  }

  @Override
  public Workload begin(Work work) {
    return workload(new Specification(work, classes.toString(), ""));
  }

  @Override
  public Workload workload(Specification shot) {
    return new Numbered(shot);
  }

  /** Calls that differ in their number alone. */
  private record Numbered(Specification specification) implements Workload {
    @Override
    public NumberedCall call(int request, @Nullable String fact) {
      return new NumberedCall(request);
    }
  }

  /** Calls that return at once, waited for. */
  private record Waiting(AsyncCalls calls) implements BlockingCalls {
    @Override
    public Outcome make(Call call) {
      try {
        return calls.make(call).get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Outcome.Cancelled();
      } catch (ExecutionException e) {
        return new Outcome.Failed(FailureText.of(e)); // of a future that somebody else completed
      }
    }

    @Override
    public void close() {
      calls.close();
    }
  }
}
