package dev.fanout.bench.backend.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.backend.http.HttpCall.Method;
import dev.fanout.bench.backend.http.answer.Statuses;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of the secrets of a request. */
class OwnCallTest {
  private static final String BASIC =
      Base64.getEncoder().encodeToString("clerk-name:canary-1".getBytes(UTF_8));
  private static final OwnCall CALL =
      call(
          "Authorization: Basic " + BASIC,
          "cookie: session=canary-2; other=canary-3",
          "Proxy-Authorization: Bearer canary-4",
          "X-API-KEY: abc",
          "X-Token: canary-5.{request}.canary-6",
          "X-Harmless: harmless-value");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the user clerk-name with canary-1",
        "-H Authorization: Basic Y2xlcmstbmFtZTpjYW5hcnktMQ== -H",
        "session=canary-2; other=canary-3",
        "canary-3",
        "Bearer canary-4",
        "token canary-4",
        "canary-5.17.canary-6",
        "-H X-Token: canary-5.{request}.canary-6",
        "/x?key=canary-7 and http://h/x?key=canary-7",
      })
  void masksThemInAnyText(String text) {
    assertThat(CALL.mask("failed: " + text + " harmless-value"))
        .startsWith("failed: ")
        .contains("***")
        .endsWith(" harmless-value")
        .doesNotContain("canary", "clerk", "Y2xlcm");
  }

  @Test
  void masksAShortOneAfterItsNameAlone() {
    assertThat(CALL.mask("-H X-Api-Key: abc -H x-api-key:abc abcdef abc"))
        .isEqualTo("-H X-Api-Key: *** -H x-api-key:*** abcdef abc");
  }

  @Test
  void keepsThemThroughTheSettings() {
    RequestForm read = RequestForm.of(CALL.settings());
    assertThat(read.settings()).isEqualTo(CALL.form().settings());
    assertThat(read.secrets()).isEqualTo(CALL.form().secrets());
    assertThat(read.secrets()).hasSize(5);
  }

  @Test
  void isShownWithoutThem() {
    assertThat(CALL).hasToString("http://127.0.0.1:1/{request}?key=***");
    assertThat(CALL.address().mask("{request}")).isEqualTo("{request}");
  }

  private static OwnCall call(String... headers) {
    return new OwnCall(
        new Address(NormalForm.of("http://127.0.0.1:1/{request}?key=canary-7").orElseThrow()),
        new RequestForm(
            Method.POST,
            Stream.of(headers).map(RequestHeader::of).toList(),
            "body",
            List.of("X-Token"),
            Statuses.of("200, 3xx"),
            Pattern.compile("a.b"),
            new Trust.Anybody()));
  }
}
