package dev.fanout.bench.backend.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {
  @ParameterizedTest
  @CsvSource({
    "redis://cache, redis://cache:6379",
    "redis://cache:7000/, redis://cache:7000",
    "rediss://me:topsecret@cache/3, rediss://cache:6379/3",
    "'redis://:p%40ss+word@[::1]:1', redis://[::1]:1",
  })
  void showsAllButUserAndPassword(String trueForm, String shown) {
    RedisAddress address = RedisAddress.of(trueForm);
    assertThat(address).hasToString(shown);
    assertThat(RedisAddress.of(String.valueOf(address.settings().get(RedisAddress.URL))))
        .isEqualTo(address);
  }

  @Test
  void masksItsPasswordWhereverItStands() {
    RedisAddress address = RedisAddress.of("redis://me:p%40ss+word@cache");
    assertThat(address.password()).isEqualTo("p@ss+word");
    assertThat(address.mask("redis://me:p%40ss+word@cache said p@ss+word, p%40ss%2Bword"))
        .doesNotContain("ss");
  }

  @Test
  void aPasswordGivenElsewhereIsTakenWhereItHasNone() {
    RedisAddress bare = RedisAddress.of("redis://cache");
    assertThat(bare.with("me", "topsecret").settings().values())
        .containsExactly("redis://me:topsecret@cache:6379");
    RedisAddress own = RedisAddress.of("redis://you:mine@cache");
    assertThat(own.with("me", "topsecret")).isEqualTo(own);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cache",
        "http://cache",
        "redis:///0",
        "redis://cache/x",
        "redis://cache/1/2",
        "redis://cache?a=b",
        "redis://:topsecret@ca che",
        "redis://cache:port",
        "redis://cache:65536"
      })
  void refusesWhatIsNoAddress(String text) {
    assertThatThrownBy(() -> RedisAddress.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not the address of a Redis server, such as redis://127.0.0.1")
        .hasMessageNotContaining("topsecret");
  }
}
