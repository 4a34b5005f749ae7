package dev.fanout.bench.behave;

import dev.fanout.bench.model.ModelType;
import dev.fanout.report.behaviour.Scenario;
import dev.fanout.server.*;
import java.time.Duration;
import java.util.*;
import org.junit.jupiter.api.Test;

class ScratchTest {
  @Test
  void all() throws Exception {
    try (var process =
            SlowServerProcess.start(
                SlowServerOptions.asynchronous(Delay.fixed(Duration.ofSeconds(1)), 0));
        var load = new LoadClient(process.loadUrl())) {
      var observer = new Observer(new ToldServer(process.url(), load), Duration.ofSeconds(12));
      String only = System.getenv("ONLY");
      for (ModelType type : ModelType.all()) {
        for (Subject subject : Subject.of(type).toList()) {
          if (!subject.label().matches(only)) continue;
          long start = System.nanoTime();
          for (Trial trial : Trials.of(EnumSet.allOf(Scenario.class))) {
            var b = observer.observe(subject, trial);
            System.err.println(
                b.label()
                    + " | "
                    + b.scenario().key()
                    + " | "
                    + b.verdict().mark()
                    + b.verdict().text()
                    + " | "
                    + b.says()
                    + " | "
                    + b.figures());
          }
          System.err.printf(
              "%s took %d ms%n", subject.label(), (System.nanoTime() - start) / 1_000_000);
        }
      }
    }
  }
}
