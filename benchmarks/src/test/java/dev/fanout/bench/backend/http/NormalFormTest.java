package dev.fanout.bench.backend.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalFormTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "http://127.0.0.1:8080 http://127.0.0.1:8080/",
        "HTTP://Example.ORG:80/Path http://example.org/Path",
        "https://example.org:443/?Q=1 https://example.org/?Q=1",
        "http://example.org/café?q=ä http://example.org/caf%C3%A9?q=%C3%A4",
        "http://example.org/caf%c3%a9 http://example.org/caf%c3%a9",
        "http://bücher.example/ http://xn--bcher-kva.example/",
        "http://example.org/a/./b/../c#part http://example.org/a/c",
        "http://example.org/a//b;c=d?x=1&a=2&a=1 http://example.org/a//b;c=d?x=1&a=2&a=1",
        "http://example.org/%2F%20+?a=%26+b http://example.org/%2F%20+?a=%26+b",
        "http://example.org/a|b^c?{d}=[e]|f http://example.org/a%7Cb%5Ec?%7Bd%7D=[e]%7Cf",
        "http://[::1]:8080/ http://[::1]:8080/",
      })
  void haveOneNormalForm(String text, String normal) {
    assertThat(NormalForm.of(text)).contains(URI.create(normal));
    assertThat(NormalForm.of(normal)).as("again").contains(URI.create(normal));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.org",
        "ftp://example.org/",
        "http://",
        "http://a b/",
        "http://a:0/",
        "http://a:70000/",
        "//example.org/"
      })
  void areRefusedIfNoClientCanCallThem(String text) {
    assertThat(NormalForm.of(text)).isEmpty();
    assertThat(NormalForm.namesUser(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://me@example.org/", "http://me:secret@example.org/", "http://:x@a/"})
  void areRefusedWithAUserName(String text) {
    assertThat(NormalForm.namesUser(text)).isTrue();
    assertThat(NormalForm.of(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org",
        "http://example.org/caf\u00e9",
        "http://me@example.org/",
        "http://example.org/#part",
        "http:/example"
      })
  void reachNoClientInAnotherForm(String text) {
    var url = URI.create(text);
    assertThatThrownBy(() -> new HttpBackend(url, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("only ASCII characters");
  }

  @Test
  void haveTheirUsualPort() {
    assertThat(new HttpBackend(URI.create("http://a/"), Duration.ZERO).port()).isEqualTo(80);
    assertThat(new HttpBackend(URI.create("https://a/"), Duration.ZERO).port()).isEqualTo(443);
    assertThat(new HttpBackend(URI.create("https://a:8/"), Duration.ZERO).port()).isEqualTo(8);
  }
}
