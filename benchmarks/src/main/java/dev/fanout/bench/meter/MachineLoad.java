package dev.fanout.bench.meter;

import dev.fanout.report.measurement.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's counters of the processors that this process may use, and of the machine's network,
 * at one moment; two of them tell what a shot met.
 *
 * @param busyTicks CPU time of those processors that was not idle, since the machine started
 * @param ticks all their CPU time
 * @param quota what a control group grants; absent where none bounds the CPU time
 * @param listenOverflows connections dropped since a listen queue was full; absent where the system
 *     does not count them
 */
public record MachineLoad(
    long busyTicks, long ticks, @Nullable CpuQuota quota, @Nullable Long listenOverflows) {
  private static final Path CPU = Path.of("/proc/stat");
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path NETWORK = Path.of("/proc/net/netstat");
  private static final int IDLE = 3;
  private static final int WAITING_FOR_DISK = 4;
  private static final int GUEST = 8; // from here on, time that was counted before
  private static final int FEWEST_TICKS = 20; // fewer, and one tick more or less decides

  /** Measures what a shot meets. */
  static Supplier<Readings> meter() {
    MachineLoad before = read();
    return () -> {
      MachineLoad after = read();
      return before == null || after == null
          ? Readings.NONE
          : new Readings(after.since(before), Map.of(), null);
    };
  }

  private Map<Metric, Double> since(MachineLoad before) {
    var values = new EnumMap<Metric, Double>(Metric.class);
    Double busy = busySince(before);
    if (busy != null) {
      values.put(Metric.CPU_BUSY, busy);
    }
    Integer overflows = overflowsSince(before);
    if (overflows != null) {
      values.put(Metric.LISTEN_OVERFLOWS, (double) overflows);
    }
    return values;
  }

  /** Reads the counters; absent where the system has none. */
  public static @Nullable MachineLoad read() {
    try {
      return of(
          Files.readAllLines(CPU),
          Files.readAllLines(STATUS),
          Files.readAllLines(NETWORK),
          CpuQuota.read(Path.of("/")));
    } catch (IOException notLinux) {
      return null;
    }
  }

  static @Nullable MachineLoad of(
      List<String> cpu, List<String> status, List<String> network, @Nullable CpuQuota quota) {
    Set<String> usable = usable(status);
    long busy = 0;
    long all = 0;
    for (String line : cpu) {
      String[] nameAndTicks = line.split(" ", 2);
      if (nameAndTicks.length == 2 && usable.contains(nameAndTicks[0])) {
        List<Long> ticks = numbers(nameAndTicks[1]);
        if (ticks.size() > WAITING_FOR_DISK) {
          long sum = ticks.stream().limit(GUEST).mapToLong(Long::longValue).sum();
          all += sum;
          busy += sum - ticks.get(IDLE) - ticks.get(WAITING_FOR_DISK);
        }
      }
    }
    return all == 0 ? null : new MachineLoad(busy, all, quota, listenOverflows(network));
  }

  /**
   * The names of the processors that {@code taskset} and the like leave to this process; that of
   * all together where the system does not tell.
   */
  private static Set<String> usable(List<String> status) {
    Set<String> names = names(status);
    return names.isEmpty() ? Set.of("cpu") : names;
  }

  private static Set<String> names(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith("Cpus_allowed_list:"))
        .flatMap(line -> Arrays.stream(line.substring(line.indexOf(':') + 1).split(",", -1)))
        .map(MachineLoad::numbers) // 3, or 0-7
        .filter(range -> !range.isEmpty())
        .flatMap(range -> LongStream.rangeClosed(range.getFirst(), range.getLast()).boxed())
        .map(number -> "cpu" + number)
        .collect(Collectors.toSet());
  }

  private static List<Long> numbers(String text) {
    return Pattern.compile("\\d+")
        .matcher(text)
        .results()
        .map(number -> Long.valueOf(number.group()))
        .toList();
  }

  /** A line of names, and one of numbers in the same order. */
  private static @Nullable Long listenOverflows(List<String> network) {
    List<List<String>> tcp =
        network.stream()
            .filter(line -> line.startsWith("TcpExt:"))
            .map(line -> Arrays.asList(line.split("\\s+")))
            .toList();
    int column = tcp.isEmpty() ? -1 : tcp.getFirst().indexOf("ListenOverflows");
    return column > 0 && tcp.size() == 2 && tcp.getLast().size() > column
        ? Long.valueOf(tcp.getLast().get(column))
        : null;
  }

  /**
   * The share of the CPU time that this process may use and that was busy since then, from 0 to 1:
   * of its processors, by whoever used them, or of its control group's quota, whichever is more.
   * Absent if too little time has passed to tell.
   */
  @Nullable Double busySince(MachineLoad then) {
    long passed = ticks - then.ticks;
    if (passed < FEWEST_TICKS) {
      return null;
    }
    double ofProcessors = (double) (busyTicks - then.busyTicks) / passed;
    double ofQuota = quota == null || then.quota == null ? 0 : quota.usedSince(then.quota);
    return Math.clamp(Math.max(ofProcessors, ofQuota), 0, 1);
  }

  /** The connections dropped since then; absent where the system does not count them. */
  public @Nullable Integer overflowsSince(MachineLoad then) {
    Long now = listenOverflows;
    Long before = then.listenOverflows;
    return now == null || before == null ? null : Integer.valueOf(Math.toIntExact(now - before));
  }
}
