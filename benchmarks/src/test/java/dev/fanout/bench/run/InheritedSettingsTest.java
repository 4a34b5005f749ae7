package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InheritedSettingsTest {
  @Test
  void areTheVariablesThatDecideAMeasurement() {
    assertThat(
            InheritedSettings.of(
                Map.of(
                    "JAVA_TOOL_OPTIONS", "-Xint",
                    "JDK_JAVA_OPTIONS", "-XX:+UseSerialGC",
                    "_JAVA_OPTIONS", "-Xmx1g",
                    "LD_PRELOAD", "/usr/lib/libjemalloc.so.2",
                    "MALLOC_ARENA_MAX", "2",
                    "PATH", "/usr/bin",
                    "LANG", "C",
                    "MY_JAVA_TOOL_OPTIONS", "-Xint")))
        .containsOnlyKeys(
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "_JAVA_OPTIONS",
            "LD_PRELOAD",
            "MALLOC_ARENA_MAX")
        .containsEntry("JAVA_TOOL_OPTIONS", "-Xint");
  }

  @Test
  void areNotThoseThatAreSetToNothing() {
    assertThat(InheritedSettings.of(Map.of("JAVA_TOOL_OPTIONS", " "))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          -Xint -Dproxy.Password=S -Xmx1g       | -Xint -Dproxy.Password=*** -Xmx1g
          -javaagent:a.jar=api-key=S,S -Xint    | -javaagent:a.jar=api-key=*** -Xint
          -Dpassword='S S' -Xint                | -Dpassword=*** -Xint
          -Dpassword="S S"S -Xint               | -Dpassword=*** -Xint
          "-Dpassword=S S" -Xint                | "-Dpassword=***" -Xint
          -Dpassword="S S -Xint                 | -Dpassword=***
          -Dfanout.url=http://h/?sig=S -Xint    | -Dfanout.url=http://h/?sig=*** -Xint
          -Durl=http://S:S@h/?api_key=S&sig=S   | -Durl=http://***@h/?api_key=***
          -Dkey= -Dplain='a b' $1 \\1           | -Dkey= -Dplain='a b' $1 \\1
          """)
  void keepTheirSecrets(String value, String masked) {
    assertThat(InheritedSettings.of(Map.of("JAVA_TOOL_OPTIONS", value)))
        .containsEntry("JAVA_TOOL_OPTIONS", masked);
  }
}
