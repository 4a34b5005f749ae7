package dev.fanout.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a machine whose language has digits of its own. */
class RoutesTest {
  private final Locale before = Locale.getDefault();

  @BeforeEach
  void speakArabic() {
    Locale.setDefault(Locale.of("ar", "EG"));
  }

  @AfterEach
  void speakAsBefore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:5000/", "http://127.0.0.1:5000/warm-up/"})
  void liesBeneathTheBase(String text) {
    URI base = URI.create(text);
    assertThat(Routes.hello(base)).hasToString(text);
    assertThat(Routes.hello(base, 7)).hasToString(text + "?request=7");
    assertThat(Routes.login(base, 0)).hasToString(text + "login?request=0");
    assertThat(Routes.member(base, 7)).hasToString(text + "member?request=7");
    assertThat(Routes.file(base, 7, 65_536)).hasToString(text + "file?request=7&bytes=65536");
    assertThat(Routes.list(base, 0, 99)).hasToString(text + "list?request=0&pages=99");
  }
}
