package dev.fanout.bench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineLoadTest {
  private static final List<String> NETWORK =
      List.of(
          "TcpExt: SyncookiesSent ListenOverflows ListenDrops",
          "TcpExt: 5 17 18",
          "IpExt: InNoRoutes",
          "IpExt: 1");

  @Test
  void readsTheKernelsCounters() {
    var load = MachineLoad.of(List.of("cpu  10 1 5 70 14 0 0 0 9 9", "cpu0 1"), NETWORK);
    assertThat(load).isEqualTo(new MachineLoad(16, 100, 17L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "TcpExt: A B", "TcpExt: ListenOverflows", "IpExt: InNoRoutes"})
  void knowsNoOverflowsWhereTheKernelDoesNotCountThem(String line) {
    MachineLoad load = MachineLoad.of(List.of("cpu  10 1 5 70 14 0 0 0 9 9"), List.of(line));
    assertThat(load).isEqualTo(new MachineLoad(16, 100, null));
    assertThat(new MachineLoad(16, 100, null).overflowsSince(new MachineLoad(0, 0, 3L))).isNull();
  }

  @Test
  void isAbsentWhereTheKernelTellsNothing() {
    assertThat(MachineLoad.of(List.of("cpu"), NETWORK)).isNull();
  }

  @Test
  void tellsTheShareThatWasBusySince() {
    var before = new MachineLoad(16, 100, 17L);
    assertThat(new MachineLoad(66, 300, 19L).busySince(before)).isEqualTo(0.25);
    assertThat(new MachineLoad(66, 300, 19L).overflowsSince(before)).isEqualTo(2);
    assertThat(new MachineLoad(20, 104, 17L).busySince(before)).as("four ticks").isNull();
  }
}
