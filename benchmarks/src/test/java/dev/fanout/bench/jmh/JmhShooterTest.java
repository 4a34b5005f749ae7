package dev.fanout.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fanout.bench.backend.call.JavaCall;
import dev.fanout.bench.backend.call.OwnCalls;
import dev.fanout.bench.backend.http.Address;
import dev.fanout.bench.plan.Asked;
import dev.fanout.bench.plan.ShotPlan;
import dev.fanout.bench.run.ShotResult;
import dev.fanout.bench.run.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What the measured JVM leaves and prints; shots are fired end to end. */
class JmhShooterTest {
  private static final Address URL = Address.of("http://127.0.0.1:1/");

  @TempDir Path folder;

  @Test
  void aTraceThatIsCutShortFailsItsShotAlone() throws IOException {
    Path cut = Files.writeString(folder.resolve("trace.json"), "{\"requests\":[{\"requ");
    ShotResult shot = result(cut, null);
    assertThat(shot.trace()).isEmpty();
    assertThat(shot.trouble()).hasValueSatisfying(why -> assertThat(why).contains("cut short"));
    assertThat(result(cut, "No space left on device").trouble())
        .contains("The measured JVM failed: No space left on device");
  }

  @Test
  void whatTheMeasuredJvmPrintsComesLineByLine() {
    var lines = new ArrayList<String>();
    try (var stream = new PrintWriter(new Lines(lines::add), false, StandardCharsets.UTF_8)) {
      stream.print("one\ntw");
      stream.print("o\r\nthree");
    }
    assertThat(lines).containsExactly("one", "two", "three");
  }

  @Test
  void theJvmsOwnReasonIsToldWhereItsAotCacheDoesNotFit() {
    assertThat(JmhShooter.cacheTrouble("[0.068s][error  ][aot] shared class paths mismatch"))
        .contains("The measured JVM cannot use its AOT cache: shared class paths mismatch");
    assertThat(JmhShooter.cacheTrouble("[1.457s][warning][aot] Skipping Statistics")).isEmpty();
  }

  /** JMH interrupts it, which a call of the user's own may ignore. */
  @Test
  @Tag("slow")
  @ResourceLock(Resources.SYSTEM_OUT)
  void aShotThatCannotBeStoppedIsEndedAndItsRequestsAreNamed() throws IOException {
    JavaCall call = OwnCalls.of(OwnCalls.NeverTheThird.class);
    ShotPlan shot =
        Asked.of("smoke", "fixed-thread-pool")
            .requests(3)
            .sizes(2)
            .delayMs(50)
            .rounds(1)
            .own(call)
            .plan()
            .shots()
            .getFirst();
    var hasty = Duration.ofSeconds(10); // in which a JVM starts on a busy machine
    ShotResult result =
        new JmhShooter(folder)
            .fire(
                new ShotPlan(
                    shot.model(),
                    shot.parameters(),
                    shot.measured(),
                    shot.server(),
                    shot.temperature(),
                    shot.round(),
                    shot.floor(),
                    shot.openFiles(),
                    shot.warmUp(),
                    hasty,
                    shot.stream()),
                new Target.Given(call),
                _ -> {});
    assertThat(result.elapsedMs()).isEmpty();
    assertThat(result.trace().orElseThrow().failure())
        .endsWith("; 2 of 3 requests had ended, but not number 2");
  }

  private static ShotResult result(Path traceFile, @Nullable String trouble) {
    return JmhShooter.result(
        OptionalDouble.empty(), ShotResult.OwnRecord.NONE, traceFile, URL, trouble);
  }
}
