package dev.fanout.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** On a machine whose language has digits of its own. */
@Isolated("changes the default locale")
class RoutesTest {
  private static final URI BASE = URI.create("http://127.0.0.1:5000/");

  private final Locale before = Locale.getDefault();

  @BeforeEach
  void speakArabic() {
    Locale.setDefault(Locale.of("ar", "EG"));
  }

  @AfterEach
  void speakAsBefore() {
    Locale.setDefault(before);
  }

  @Test
  void addressesHaveAsciiDigits() {
    assertThat(Routes.file(BASE, 7, 65_536)).hasToString(BASE + "file?request=7&bytes=65536");
    assertThat(Routes.list(BASE, 0, 99)).hasToString(BASE + "list?request=0&pages=99");
    assertThat(Routes.member(BASE, 7)).hasToString(BASE + "member?request=7");
  }
}
