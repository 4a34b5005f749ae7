package dev.fanout.bench.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuQuotaTest {
  @TempDir Path root = Path.of("");

  private void file(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  @Test
  void isThatOfTheNearestGroupThatHasOne() throws IOException {
    file("proc/self/cgroup", "1:name=systemd:/x\n0::/pod/container\n");
    file("sys/fs/cgroup/pod/container/cpu.max", "max 100000\n");
    file("sys/fs/cgroup/pod/container/cpu.stat", "usage_usec 3\n");
    file("sys/fs/cgroup/pod/cpu.max", "150000 100000\n");
    file("sys/fs/cgroup/pod/cpu.stat", "user_usec 1\nusage_usec 2000\nnr_throttled 4\n");
    file("sys/fs/cgroup/cpu.max", "400000 100000\n");
    file("sys/fs/cgroup/cpu.stat", "usage_usec 9\n");
    assertThat(CpuQuota.read(root))
        .isNotNull()
        .satisfies(
            quota -> {
              assertThat(quota.cpus()).isEqualTo(1.5);
              assertThat(quota.usedNanos()).isEqualTo(2_000_000);
            });
  }

  /** As a container sees it whose own group is mounted as the root of all. */
  @Test
  void isThatOfTheRootWhereTheGroupItselfIsNotToBeSeen() throws IOException {
    file("proc/self/cgroup", "0::/kubepods/pod1/container2\n");
    file("sys/fs/cgroup/cpu.max", "200000 100000\n");
    file("sys/fs/cgroup/cpu.stat", "usage_usec 9\n");
    assertThat(CpuQuota.read(root)).isNotNull().extracting(CpuQuota::cpus).isEqualTo(2.0);
  }

  @Test
  void isAbsentWhereNothingBoundsTheCpuTime() throws IOException {
    assertThat(CpuQuota.read(root)).as("no control groups").isNull();
    file("proc/self/cgroup", "0::/\n");
    file("sys/fs/cgroup/cpu.max", "max 100000\n");
    file("sys/fs/cgroup/cpu.stat", "usage_usec 9\n");
    assertThat(CpuQuota.read(root)).as("no bound").isNull();
    file("proc/self/cgroup", "0::/../../elsewhere\n");
    assertThat(CpuQuota.read(root)).as("a group outside").isNull();
  }
}
