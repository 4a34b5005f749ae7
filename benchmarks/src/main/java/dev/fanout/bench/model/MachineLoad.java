package dev.fanout.bench.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's counters of the whole machine, at one moment; two of them tell what a shot met.
 *
 * @param busyTicks CPU time of all cores that was not idle, since the machine started
 * @param ticks all CPU time of all cores
 * @param listenOverflows connections dropped since a listen queue was full; absent where the system
 *     does not count them
 */
public record MachineLoad(long busyTicks, long ticks, @Nullable Long listenOverflows) {
  private static final Path CPU = Path.of("/proc/stat");
  private static final Path NETWORK = Path.of("/proc/net/netstat");
  private static final int IDLE = 3;
  private static final int WAITING_FOR_DISK = 4;
  private static final int GUEST = 8; // from here on, time that was counted before
  private static final int FEWEST_TICKS = 20; // fewer, and one tick more or less decides

  /** Reads the counters; absent where the system has none. */
  public static @Nullable MachineLoad read() {
    try {
      return of(Files.readAllLines(CPU), Files.readAllLines(NETWORK));
    } catch (IOException notLinux) {
      return null;
    }
  }

  static @Nullable MachineLoad of(List<String> cpu, List<String> network) {
    List<Long> ticks =
        Pattern.compile("\\d+")
            .matcher(cpu.isEmpty() ? "" : cpu.getFirst())
            .results()
            .map(number -> Long.valueOf(number.group()))
            .limit(GUEST)
            .toList();
    if (ticks.size() <= WAITING_FOR_DISK) {
      return null;
    }
    long all = ticks.stream().mapToLong(Long::longValue).sum();
    return new MachineLoad(
        all - ticks.get(IDLE) - ticks.get(WAITING_FOR_DISK), all, listenOverflows(network));
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
   * The share of all cores' time that was busy since then, from 0 to 1; absent if too little time
   * has passed to tell.
   */
  @Nullable Double busySince(MachineLoad then) {
    long passed = ticks - then.ticks;
    return passed < FEWEST_TICKS
        ? null
        : Double.valueOf((double) (busyTicks - then.busyTicks) / passed);
  }

  /** The connections dropped since then; absent where the system does not count them. */
  public @Nullable Integer overflowsSince(MachineLoad then) {
    Long now = listenOverflows;
    Long before = then.listenOverflows;
    return now == null || before == null ? null : Integer.valueOf(Math.toIntExact(now - before));
  }
}
