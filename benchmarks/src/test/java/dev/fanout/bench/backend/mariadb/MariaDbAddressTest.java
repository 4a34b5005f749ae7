package dev.fanout.bench.backend.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MariaDbAddressTest {
  @ParameterizedTest
  @CsvSource({
    "jdbc:mariadb://db/test, jdbc:mariadb://db:3306/test",
    "jdbc:mysql://db:3307, jdbc:mariadb://db:3307/",
    "jdbc:mariadb://[::1]:1/, jdbc:mariadb://[::1]:1/",
    "jdbc:mariadb://db:65535/test?sslMode=verify-full,"
        + " jdbc:mariadb://db:65535/test?sslMode=verify-full",
    "' jdbc:mariadb://db/test?sslMode=disable ', jdbc:mariadb://db:3306/test",
  })
  void showsAllButUserAndPassword(String given, String shown) {
    MariaDbAddress address = MariaDbAddress.of(given).with("me", "topsecret");
    assertThat(address).hasToString(shown);
    assertThat(MariaDbAddress.of(address.settings())).isEqualTo(address);
  }

  @Test
  void masksItsPasswordWhereverItStands() {
    MariaDbAddress address = MariaDbAddress.of("jdbc:mariadb://db/test").with("me", "topsecret");
    assertThat(address.mask("me with topsecret at jdbc:mariadb://db/test?password=topsecret"))
        .isEqualTo("me with *** at jdbc:mariadb://db/test?password=***");
  }

  @Test
  void aUserMayHaveNoPassword() {
    MariaDbAddress address = MariaDbAddress.of("jdbc:mariadb://db/test").with("me", null);
    assertThat(MariaDbAddress.of(address.settings())).isEqualTo(address);
    assertThat(address.mask("a text")).isEqualTo("a text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "db",
        "mariadb://db/test",
        "jdbc:postgresql://db/test",
        "jdbc:mariadb:///test",
        "jdbc:mariadb://db:65536/test",
        "jdbc:mariadb://db:port/test",
        "jdbc:mariadb://db/a/b",
        "jdbc:mariadb://me:topsecret@db/test",
        "jdbc:mariadb://db/test?user=me&password=topsecret",
        "jdbc:mariadb://db/test?sslMode=perhaps",
        "jdbc:mariadb://one,two/test"
      })
  void refusesWhatIsNoAddress(String text) {
    assertThatThrownBy(() -> MariaDbAddress.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not the address of a database, such as jdbc:mariadb://127.0.0.1")
        .hasMessageNotContaining("topsecret");
  }
}
