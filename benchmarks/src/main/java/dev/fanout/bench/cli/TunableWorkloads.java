package dev.fanout.bench.cli;

import dev.fanout.bench.workload.WorkloadKind;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** The workloads of the slow server that a size can be tuned for, for the help. */
final class TunableWorkloads implements Iterable<String> {
  static List<String> keys() {
    return Stream.of(
            WorkloadKind.HELLO, WorkloadKind.SESSION, WorkloadKind.CRAWL, WorkloadKind.STAGED)
        .map(WorkloadKind::key)
        .toList();
  }

  @Override
  public Iterator<String> iterator() {
    return keys().iterator();
  }
}
