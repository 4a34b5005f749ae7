package dev.fanout.bench.run;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * The CPU time of this JVM's threads at one moment: those that carry virtual threads are among
 * them, the compiler's and the collector's are not.
 *
 * @param nanos by thread
 */
record ThreadsCpu(Map<Long, Long> nanos) {
  static ThreadsCpu now() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] ids = threads.getAllThreadIds();
    long[] times = threads.getThreadCpuTime(ids);
    var nanos = new HashMap<Long, Long>();
    for (int i = 0; i < ids.length; i++) {
      nanos.put(ids[i], Math.max(0, times[i])); // below 0 once the thread has ended
    }
    return new ThreadsCpu(nanos);
  }

  /** The CPU time in milliseconds that they have spent since then. */
  double msSince(ThreadsCpu then) {
    return nanos.entrySet().stream()
            .mapToLong(
                each -> Math.max(0, each.getValue() - then.nanos.getOrDefault(each.getKey(), 0L)))
            .sum()
        / 1e6;
  }
}
