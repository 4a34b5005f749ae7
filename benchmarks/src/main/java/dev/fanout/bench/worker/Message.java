package dev.fanout.bench.worker;

import dev.fanout.bench.backend.Opening;
import dev.fanout.bench.backend.Outcome;
import dev.fanout.bench.meter.Readings;
import dev.fanout.bench.workload.Specification;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What parent and worker tell each other. */
sealed interface Message {
  /** Parent to worker, first of all: open this, which may hold secrets. */
  record Open(Opening opening) implements Message {}

  /**
   * Parent to worker: make these requests of a shot.
   *
   * @param shot absent if it is that of the chunk before
   * @param first the number of the first request
   * @param facts what each request needs of earlier answers; absent if it needs none
   */
  record Chunk(@Nullable Specification shot, int first, List<@Nullable String> facts)
      implements Message {}

  /**
   * Worker to parent: the chunk is done, its requests in order; without any, once, when the
   * worker's client is open.
   *
   * @param stoodStill how long the worker stood still since its last message, in nanoseconds
   */
  record Done(List<Ended> requests, long stoodStill) implements Message {
    static final Done READY = new Done(List.of(), 0);
  }

  /** Parent to worker: measure. */
  record Measure(Step step) implements Message {
    /** What to do. */
    enum Step {
      /** Make those meters ready that may be on in a cold JVM. */
      PREPARE_COLD,
      /** Make all meters ready. */
      PREPARE_WARM,
      /** Begin; a shot is about to start. */
      BEGIN,
      /** End; a shot is over. */
      END
    }
  }

  /** Worker to parent: that is done; after the end, what was measured. */
  record Measured(Readings readings) implements Message {}

  /** A request, its times in nanoseconds since the worker received the chunk. */
  record Ended(long start, long end, Outcome outcome) {}
}
