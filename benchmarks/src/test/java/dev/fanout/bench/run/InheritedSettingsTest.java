package dev.fanout.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

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

  @Test
  void keepTheirSecrets() {
    assertThat(
            InheritedSettings.of(
                Map.of(
                    "JAVA_TOOL_OPTIONS",
                    "-Xint -Dproxy.Password=hunter2 -javaagent:a.jar=api-key=abc,x=1")))
        .containsValue("-Xint -Dproxy.Password=*** -javaagent:a.jar=api-key=***,x=1");
  }
}
