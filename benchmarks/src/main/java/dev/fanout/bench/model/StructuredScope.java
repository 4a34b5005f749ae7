package dev.fanout.bench.model;

import dev.fanout.bench.backend.Backend;
import dev.fanout.bench.backend.BlockingCalls;
import dev.fanout.bench.floor.Schedule;
import dev.fanout.bench.idiom.Idioms;
import dev.fanout.bench.workload.Sending;
import org.openjdk.jmh.annotations.Fork;

/** A virtual thread per request, forked and joined in a {@code StructuredTaskScope}. */
@Model(
    key = "structured-scope",
    does = "a virtual thread per request, forked and joined in a StructuredTaskScope (preview)",
    onlyBatches = "a scope ends when those forked in it have ended, and a stream has no end")
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
  protected Schedule schedule() {
    return Schedule.unbounded();
  }

  @Override
  protected FanOut open(Backend backend) {
    BlockingCalls client = backend.blocking(requests);
    return FanOut.of(preview("ScopedSending", Sending.class, client), client::close);
  }

  @Override
  protected Idioms idioms(Backend backend) {
    return preview("ScopedIdioms", Idioms.class, backend.blocking(requests));
  }

  /** By its name, since only a JVM with the preview features may load the class. */
  private static <T> T preview(String name, Class<T> type, BlockingCalls client) {
    try {
      return Class.forName("dev.fanout.bench.preview." + name)
          .asSubclass(type)
          .getConstructor(BlockingCalls.class)
          .newInstance(client);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
