package dev.fanout.bench.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's counters of the whole machine, at one moment; two of them tell what a shot met.
 *
 * @param busyTicks CPU time of all cores that was not idle, since the machine started
 * @param ticks all CPU time of all cores
 * @param listenOverflows connections dropped since a listen queue was full
 */
public record MachineLoad(long busyTicks, long ticks, long listenOverflows) {
  private static final Path CPU = Path.of("/proc/stat");
  private static final Path NETWORK = Path.of("/proc/net/netstat");
  private static final int IDLE = 3;
  private static final int WAITING_FOR_DISK = 4;
  private static final int GUEST = 8; // from here on, time that was counted before

  /** Reads the counters; absent where the system has none. */
  public static @Nullable MachineLoad read() {
    try {
      return of(Files.readAllLines(CPU), Files.readAllLines(NETWORK));
    } catch (IOException notLinux) {
      return null;
    }
  }

  static MachineLoad of(List<String> cpu, List<String> network) {
    long[] ticks =
        Arrays.stream(cpu.getFirst().strip().split("\\s+"))
            .skip(1)
            .limit(GUEST)
            .mapToLong(Long::parseLong)
            .toArray();
    long all = Arrays.stream(ticks).sum();
    List<List<String>> tcp =
        network.stream()
            .filter(line -> line.startsWith("TcpExt:"))
            .map(line -> Arrays.asList(line.split("\\s+")))
            .toList();
    int column = tcp.getFirst().indexOf("ListenOverflows");
    return new MachineLoad(
        all - ticks[IDLE] - ticks[WAITING_FOR_DISK],
        all,
        Long.parseLong(tcp.getLast().get(column)));
  }

  /** The share of all cores' time that was busy since then, from 0 to 1. */
  double busySince(MachineLoad then) {
    return ticks == then.ticks ? 0 : (double) (busyTicks - then.busyTicks) / (ticks - then.ticks);
  }
}
