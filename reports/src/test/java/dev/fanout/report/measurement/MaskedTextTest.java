package dev.fanout.report.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          http://host/                            | http://host/
          http://host:80/a/b@c?                   | http://host:80/a/b@c?
          http://[::1]:80/@x                      | http://[::1]:80/@x
          http://host/x?api_key=S                 | http://host/x?api_key=***
          https://host?a=S&b=&c=S&S&d=S=S         | https://host?a=***&b=&c=***&***&d=***
          http://host/x?S                         | http://host/x?***
          http://host/x?a=S?S/S:S                 | http://host/x?a=***
          http://host/x?=S                        | http://host/x?=***
          http://S:S@host/x?a=S                   | http://***@host/x?a=***
          http://S@host:80                        | http://***@host:80
          http://S:S@S@host/x@y?a=S@S             | http://***@host/x@y?a=***
          http://S:S/S@host/x                     | http://***@host/x
          http://S:S?S#S@host/x                   | http://***@host/x
          http://S:@[::1]/x                       | http://***@[::1]/x
          http://host/x#S                         | http://host/x#***
          http://host/x?a=S#S?b=S                 | http://host/x?a=***#***
          HTTP://S@host/x?a=%20S+S                | HTTP://***@host/x?a=***
          http://host/x?a='S'S&b=S                | http://host/x?a=***&b=***
          S:S@host/x?a=S                          | ***@host/x?a=***
          //S:S@host/x?a=S                        | //***@host/x?a=***
          """)
  void hidesTheSecretsOfAnAddress(String address, String masked) {
    assertThat(MaskedText.ofAddress(address)).isEqualTo(masked);
    assertThat(MaskedText.ofAddress(masked)).isEqualTo(masked);
    if (address.contains("://")) {
      assertThat(MaskedText.of("--url " + address + " --preset x"))
          .isEqualTo("--url " + masked + " --preset x");
      assertThat(MaskedText.of("'" + masked + "' is wrong, (" + masked + ")."))
          .isEqualTo("'" + masked + "' is wrong, (" + masked + ").");
    }
  }

  @Test
  void hidesThoseOfEachAddressInALine() {
    assertThat(MaskedText.of("of 'http://a?k=S', \"url\" : \"https://S:S@b/?k=S\", <ws://c/#S>."))
        .isEqualTo("of 'http://a?k=***', \"url\" : \"https://***@b/?k=***\", <ws://c/#***>.");
  }

  @Test
  void leavesOtherTextAlone() {
    String text =
        "a=b?c=d @home x://, see http://host/, user:pw@host: $1 \\1\n\tat a.b.C(D.java:1)";
    assertThat(MaskedText.of(text)).isEqualTo(text);
  }
}
