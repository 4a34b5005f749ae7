package dev.fanout.bench.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

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
    assertThat(load).isEqualTo(new MachineLoad(16, 100, 17));
  }

  @Test
  void tellsTheShareThatWasBusySince() {
    var before = new MachineLoad(16, 100, 17);
    assertThat(new MachineLoad(66, 300, 17).busySince(before)).isEqualTo(0.25);
    assertThat(before.busySince(before)).isZero();
  }
}
