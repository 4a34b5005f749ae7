package dev.fanout.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fanout.bench.backend.http.Address;
import dev.fanout.bench.plan.RefusedException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentTest {
  private final Consent consent = new Consent();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://127.0.0.9:8080/",
        "http://localhost/",
        "http://0.0.0.0:8080/",
        "http://[::1]/",
        "http://[::]/"
      })
  void thisMachineNeedsNone(String url) {
    assertThatCode(() -> consent.require(Address.of(url))).doesNotThrowAnyException();
  }

  @Test
  void neitherDoAllAddressesOfThisMachine() throws Exception {
    List<InetAddress> own =
        NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList();
    assertThat(own).isNotEmpty();
    for (InetAddress address : own) {
      String host = address.getHostAddress().replaceFirst("%.*", "");
      if (!address.isLinkLocalAddress()) { // which means nothing without its interface
        consent.require(
            Address.of("http://%s/".formatted(host.contains(":") ? "[" + host + "]" : host)));
      }
    }
  }

  @Test
  void norDoesTheSlowServer() {
    assertThatCode(() -> consent.require(null)).doesNotThrowAnyException();
  }

  @Test
  void anotherMachineDoes() {
    Address other = Address.of("http://192.0.2.1/");
    assertThatThrownBy(() -> consent.require(other))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            "http://192.0.2.1/ is not on this machine, and the load can harm it: add"
                + " --yes-this-is-my-server if it is yours.");
    consent.given = true;
    assertThatCode(() -> consent.require(other)).doesNotThrowAnyException();
  }

  @Test
  void anUnknownHostIsCalledUnknown() {
    consent.given = true;
    assertThatThrownBy(() -> consent.require(Address.of("http://nosuch.invalid/")))
        .isInstanceOf(RefusedException.class)
        .hasMessage("The host 'nosuch.invalid' is unknown: correct --url.");
  }
}
