package dev.fanout.bench.model;

import dev.fanout.bench.call.BlockingClient;
import dev.fanout.bench.call.OkHttp;
import dev.fanout.bench.call.SlowCall;
import dev.fanout.bench.floor.Floor;
import java.time.Duration;
import org.openjdk.jmh.annotations.Fork;

/** A virtual thread per request, forked and joined in a {@code StructuredTaskScope}. */
@Model(
    key = "structured-scope",
    does = "a virtual thread per request, forked and joined in a StructuredTaskScope (preview)")
@Fork(
    value = 1,
    jvmArgsAppend = {
      FanOutBenchmark.ALLOW_UNSAFE,
      FanOutBenchmark.ALLOW_NATIVE,
      FanOutBenchmark.WATCH_PARENT,
      "--enable-preview"
    })
public class StructuredScope extends FanOutBenchmark {
  @Override
  protected int inFlight() {
    return requests;
  }

  @Override
  public Duration floor() {
    return Floor.unbounded(delay());
  }

  @Override
  protected FanOut open(SlowCall call) {
    BlockingClient client = OkHttp.blocking(requests, call);
    return FanOut.of(sending(client), client::close);
  }

  /** By its name, since only a JVM with the preview features may load the class. */
  private static FanOut.Sending sending(BlockingClient client) {
    try {
      return Class.forName("dev.fanout.bench.preview.ScopedSending")
          .asSubclass(FanOut.Sending.class)
          .getConstructor(BlockingClient.class)
          .newInstance(client);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
