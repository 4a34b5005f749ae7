package dev.fanout.bench.behave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.model.ModelType;
import dev.fanout.report.behaviour.Behaviour;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.report.behaviour.Verdict;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JVMs that end before they have told anything: there is no server for them. */
@Tag("slow")
class ObservedJvmTest {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1/");

  @TempDir Path folder;

  private List<Behaviour> observed(ObservedJvm.Ending ending, Scenario first, Scenario... more)
      throws Exception {
    Subject serial =
        Subject.of(
                ModelType.all().stream()
                    .filter(model -> model.key().equals("serial"))
                    .findFirst()
                    .orElseThrow())
            .findFirst()
            .orElseThrow();
    var rows = new ArrayList<Behaviour>();
    new ObservedJvm(NOWHERE, NOWHERE, folder.resolve("observed.log"), ending)
        .observe(serial, EnumSet.of(first, more), rows::add);
    return rows;
  }

  @Test
  void oneThatEndsIsToldWithItsReason() throws Exception {
    List<Behaviour> rows = observed(() -> false, Scenario.DEADLINE, Scenario.LEAKS);
    assertThat(rows)
        .extracting(Behaviour::scenario)
        .containsExactly(Scenario.DEADLINE, Scenario.LEAKS);
    assertThat(rows).extracting(Behaviour::verdict).containsOnly(Verdict.NOT_OBSERVED);
    assertThat(rows.getFirst().says())
        .startsWith("its JVM ended with exit code 1: ")
        .contains("Connect");
  }

  @Test
  void noneIsStartedOnceTheProgramIsToEnd() throws Exception {
    assertThat(observed(() -> true, Scenario.DEADLINE, Scenario.CANCEL)).isEmpty();
  }
}
