package dev.fanout.bench.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineLoadTest {
  private static final List<String> CPU =
      List.of(
          "cpu  20 2 10 1140 28 0 0 0 9 9",
          "cpu0 10 1 5 70 14 0 0 0 9 9",
          "cpu1 10 1 5 70 14 0 0 0 0 0",
          "cpu2 0 0 0 1000 0 0 0 0 0 0",
          "intr 4711");

  private static final List<String> NETWORK =
      List.of(
          "TcpExt: SyncookiesSent ListenOverflows ListenDrops",
          "TcpExt: 5 17 18",
          "IpExt: InNoRoutes",
          "IpExt: 1");

  private static List<String> allowed(String processors) {
    return List.of("Name:\tjava", "Cpus_allowed:\t7", "Cpus_allowed_list:\t" + processors);
  }

  @ParameterizedTest
  @CsvSource({"0, 16, 100", "'0,1', 32, 200", "0-1, 32, 200", "0-2, 32, 1200", "'0,2', 16, 1100"})
  void countsTheProcessorsThatItMayUse(String processors, long busy, long all) {
    assertThat(MachineLoad.of(CPU, allowed(processors), NETWORK, null))
        .isEqualTo(new MachineLoad(busy, all, null, 17L));
  }

  @Test
  void countsAllProcessorsWhereTheSystemDoesNotTellWhichItMayUse() {
    assertThat(MachineLoad.of(CPU, List.of("Name:\tjava"), NETWORK, null))
        .isEqualTo(new MachineLoad(32, 1_200, null, 17L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "TcpExt: A B", "TcpExt: ListenOverflows", "IpExt: InNoRoutes"})
  void knowsNoOverflowsWhereTheKernelDoesNotCountThem(String line) {
    MachineLoad load = MachineLoad.of(CPU, allowed("0"), List.of(line), null);
    assertThat(load).isEqualTo(new MachineLoad(16, 100, null, null));
    assertThat(load(16, 100, null).overflowsSince(load(0, 0, 3L))).isNull();
  }

  @Test
  void isAbsentWhereTheKernelTellsNothing() {
    assertThat(MachineLoad.of(List.of("cpu"), List.of(), NETWORK, null)).isNull();
    assertThat(MachineLoad.of(List.of("cpu0"), allowed("0"), NETWORK, null)).isNull();
  }

  @Test
  void tellsTheShareThatWasBusySince() {
    MachineLoad before = load(16, 100, 17L);
    assertThat(load(66, 300, 19L).busySince(before)).isEqualTo(0.25);
    assertThat(load(66, 300, 19L).overflowsSince(before)).isEqualTo(2);
    assertThat(load(20, 104, 17L).busySince(before)).as("four ticks").isNull();
  }

  /** Half a processor for two seconds is one second of CPU time. */
  @ParameterizedTest
  @CsvSource({"0, 0.25", "400, 0.4", "1000, 1", "1100, 1"})
  void aQuotaThatIsUsedUpIsBusyTooHoweverIdleTheMachine(long usedMs, double busy) {
    var before = new MachineLoad(16, 100, new CpuQuota(0.5, 7, 0), null);
    var after =
        new MachineLoad(66, 300, new CpuQuota(0.5, 7 + usedMs * 1_000_000, 2_000_000_000L), null);
    assertThat(after.busySince(before)).isEqualTo(busy);
  }

  private static MachineLoad load(long busy, long all, @Nullable Long overflows) {
    return new MachineLoad(busy, all, null, overflows);
  }
}
