package dev.fanout.bench.worker;

import dev.fanout.bench.answer.Receipt;
import dev.fanout.bench.call.SlowCall;
import java.util.List;

/** What parent and worker tell each other. */
sealed interface Message {
  /** Worker to parent, once: its client is open. */
  record Ready() implements Message {}

  /** Parent to worker: make these calls. */
  record Chunk(List<SlowCall> calls) implements Message {}

  /**
   * Worker to parent: the chunk is done, its requests in order.
   *
   * @param stoodStill how long the worker stood still since its last message, in nanoseconds
   */
  record Done(List<Ended> requests, long stoodStill) implements Message {}

  /** Worker to parent: why the chunk could not be done; the worker is about to exit. */
  record Crashed(String failure) implements Message {}

  /** A request, its times in nanoseconds since the worker received the chunk. */
  record Ended(long start, long end, Receipt receipt) {}
}
