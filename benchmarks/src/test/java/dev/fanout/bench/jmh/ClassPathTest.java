package dev.fanout.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClassPathTest {
  @Test
  void aJvmGetsTheLibrariesOfTheBackendThatItCallsAlone() {
    ClassPath all =
        ClassPath.of(
            "/t/benchmarks.jar:/t/lib/a.jar:/t/backends/redis/jedis.jar"
                + ":/t/backends/servers/embedded.jar:/t/backends/mariadb/driver.jar:classes");
    assertThat(all.forBackend("http")).isEqualTo("/t/benchmarks.jar:/t/lib/a.jar:classes");
    assertThat(all.forBackend("redis"))
        .isEqualTo("/t/benchmarks.jar:/t/lib/a.jar:/t/backends/redis/jedis.jar:classes");
  }
}
