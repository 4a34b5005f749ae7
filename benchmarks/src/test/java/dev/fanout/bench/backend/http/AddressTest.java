package dev.fanout.bench.backend.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  private static final Address ADDRESS =
      Address.of("http://clerk-name:pass%20%2Bword+@host:80/x?api_key=k%C3%A9y-value&n=1&tiny=abc");

  @Test
  void isMaskedAsText() {
    assertThat(ADDRESS)
        .hasToString("http://***@host:80/x?api_key=***&n=***&tiny=***")
        .extracting(each -> each.trueForm().toString())
        .asString()
        .contains("api_key=k%C3%A9y-value");
    assertThat(Address.of("http://127.0.0.1:5000/")).hasToString("http://127.0.0.1:5000/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://clerk-name:pass%20%2Bword+@host:80/x?api_key=k%C3%A9y-value&n=1&tiny=abc",
        "http://host/x?api_key=k%C3%A9y-value",
        "the key k%C3%A9y-value",
        "the key kéy-value",
        "GET /x?api_key=k%C3%A9y-value HTTP/1.1",
        "user clerk-name",
        "password 'pass +word+'",
        "pass%20%2Bword+",
        "clerk-name:pass%20%2Bword+@host",
        "Authorization: Basic Y2xlcmstbmFtZTpwYXNzICt3b3JkKw==",
        "http://other:kn0wn@host/?k=other",
      })
  void masksItsSecretsInAnyText(String text) {
    assertThat(ADDRESS.mask("failed: " + text + ", by IOException"))
        .startsWith("failed: ")
        .contains("***")
        .endsWith(", by IOException")
        .doesNotContain("clerk", "pass%20", "pass ", "-value", "kn0wn", "=other", "Y2xlcms");
  }

  @Test
  void leavesOtherTextAlone() {
    String text = "1 of 3 requests failed: HTTP status 401 on abc of http://host:80/x";
    assertThat(ADDRESS.mask(text)).isEqualTo(text);
    assertThat(Address.of("http://host/?a=&b&c=").mask(text)).isEqualTo(text);
  }

  @Test
  void refusesAnotherTextWithoutShowingItsSecrets() {
    assertThatThrownBy(() -> Address.of("http://me:hidden@host/ /?k=hidden"))
        .hasMessage("'http://***@host/ /?k=***' is not an address")
        .hasNoCause();
  }
}
