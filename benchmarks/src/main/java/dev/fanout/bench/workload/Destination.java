package dev.fanout.bench.workload;

import java.io.IOException;

/** Where the requests of shots go. */
@FunctionalInterface
public interface Destination {
  /** What each request of one shot of that work asks for. */
  Workload begin(Work work) throws IOException;
}
