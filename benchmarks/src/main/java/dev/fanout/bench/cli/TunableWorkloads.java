package dev.fanout.bench.cli;

import dev.fanout.bench.workload.WorkloadKind;
import dev.fanout.report.measurement.Parameter;
import dev.fanout.report.measurement.Parameter.Role;
import java.util.Iterator;
import java.util.List;

/** The workloads of the slow server that a size can be tuned for, for the help. */
final class TunableWorkloads implements Iterable<String> {
  private static final List<WorkloadKind> ALL =
      List.of(WorkloadKind.HELLO, WorkloadKind.SESSION, WorkloadKind.CRAWL, WorkloadKind.STAGED);

  static List<String> keys() {
    return ALL.stream().map(WorkloadKind::key).toList();
  }

  /** The parameters with an option of their own that these, or any server, have. */
  static List<Parameter> parameters() {
    return Parameter.withOption().stream()
        .filter(
            each ->
                Parameter.of(Role.SERVER).contains(each) || ALL.contains(WorkloadKind.having(each)))
        .toList();
  }

  @Override
  public Iterator<String> iterator() {
    return keys().iterator();
  }
}
