package dev.fanout.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.model.Scenario;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No system property ends in a stack trace; alone, since the whole JVM has it. */
@Isolated
class BadPropertiesTest {
  private final Project project;

  BadPropertiesTest(@TempDir Path root) {
    project = new Project(root);
  }

  @Test
  void aPropertyWithoutAValueInItIsNotTheDefault() {
    System.setProperty("fanout.models", ",");
    try {
      assertThat(project.fanout("plan")).isEqualTo(2);
    } finally {
      System.clearProperty("fanout.models");
    }
    assertThat(project.err()).contains("',' holds no value for --models");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plan", "run --preset=smoke", "tune --url=http://127.0.0.1:1/"})
  void aWarmUpThatIsNoTimeIsRefused(String line) {
    System.setProperty(Scenario.WARM_UP_PROPERTY, "2 seconds");
    try {
      assertThat(project.fanout("models")).isZero();
      assertThat(project.fanout(line.split(" "))).isEqualTo(2);
    } finally {
      System.clearProperty(Scenario.WARM_UP_PROPERTY);
    }
    assertThat(project.err())
        .contains("The system property fanout.warm-up is wrong: '2 seconds' is not a time: give a")
        .hasLineCount(1);
  }
}
