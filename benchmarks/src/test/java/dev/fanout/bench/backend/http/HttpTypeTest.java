package dev.fanout.bench.backend.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.bench.workload.BackendType;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HttpTypeTest {
  private static final HttpBackend NOWHERE =
      new HttpBackend(URI.create("http://127.0.0.1:1/"), Duration.ofSeconds(1));

  @Test
  void anUnknownClientIsRefusedWithThoseThatFit() {
    assertThatThrownBy(() -> NOWHERE.blocking("jdk", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("client 'jdk' is not one of okhttp, helidon");
    assertThatThrownBy(() -> NOWHERE.async("helidon", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "client 'helidon' is not one of okhttp, httpclient5, jdk, netty nio, netty one-loop,"
                + " netty two-loops, okhttp defaults, reactor-netty");
  }

  private static final BackendType HTTP = BackendType.of(BackendType.HTTP);

  @Test
  void whatBoundsAClientIsKnownBeforeItIsOpen() {
    assertThat(HTTP.client("okhttp defaults").limit()).isEqualTo(5);
    assertThat(HTTP.client("okhttp").limit()).isEqualTo(Integer.MAX_VALUE);
    assertThat(HTTP.client("jdk").threads()).isEqualTo(2);
    assertThat(HTTP.client("netty nio").threads()).isEqualTo(1);
    assertThat(HTTP.client("okhttp").threads()).isEqualTo(Integer.MAX_VALUE);
  }
}
