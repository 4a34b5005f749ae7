package dev.fanout.bench.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fanout.report.measurement.Quantity;
import dev.fanout.server.ResourceUsage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.annotations.Benchmark;

/** What the micro-benchmarks do, counted; what they cost is for JMH to say. */
class SwitchingTest {
  private static final int MANY = 1_001;

  @TempDir Path folder;

  @Test
  void everyHandOffIsMadeByThreadsOfEitherKind() throws InterruptedException {
    assertThat(Turns.take(Thread.ofPlatform(), MANY)).isEqualTo(MANY);
    assertThat(Turns.take(Thread.ofVirtual(), MANY)).isEqualTo(MANY);
    assertThat(Turns.take(Thread.ofVirtual(), 0)).isZero();
  }

  /** The kernel counts it too: on one core no thread gets its turn unless the other leaves it. */
  @Test
  void eachHandOffOfPlatformThreadsOnOneCoreIsASwitchOfTheKernel() throws Exception {
    assumeThat(OneCore.isPossible() && ResourceUsage.now().isPresent()).isTrue();
    try (var one = Executors.newSingleThreadExecutor()) {
      long before = switches();
      assertThat(
              one.submit(
                      () -> {
                        OneCore.keep();
                        return Turns.take(Thread.ofPlatform(), MANY);
                      })
                  .get())
          .isEqualTo(MANY);
      assertThat(switches() - before).isGreaterThanOrEqualTo(MANY);
    }
  }

  private static long switches() {
    ResourceUsage usage = ResourceUsage.now().orElseThrow();
    return usage.voluntarySwitches() + usage.involuntarySwitches();
  }

  @Test
  void everyHandOffIsMadeByCallbacksStagesAndGenerators() {
    var runs = new int[1];
    assertThat(
            Relay.run(
                task -> {
                  runs[0]++;
                  Thread.ofVirtual().start(task);
                },
                MANY))
        .isEqualTo(MANY);
    assertThat(runs[0]).isEqualTo(MANY + 1); // the first is no hand-off
    assertThat(HandOff.chain(MANY, CompletableFuture::thenApplyAsync)).isEqualTo(MANY);
    assertThat(HandOff.chain(MANY, CompletableFuture::thenApply)).isEqualTo(MANY);
    assertThat(HandOff.alternate(1_000)).isEqualTo(500);
  }

  @Test
  void aGeneratorGoesOnWhereItWas() {
    assertThat(counted(new Generator(4))).containsExactly(0, 1, 2, 3, 4);
    assertThat(counted(new Generator(0))).containsExactly(0);
  }

  private static List<Integer> counted(Generator generator) {
    var all = new ArrayList<Integer>();
    generator.forEachRemaining((int next) -> all.add(next));
    return all;
  }

  @Test
  void everyTaskThatIsCreatedRuns() throws InterruptedException {
    assertThat(Creation.startAll(Thread.ofPlatform(), 50)).isEqualTo(50);
    assertThat(Creation.startAll(Thread.ofVirtual(), MANY)).isEqualTo(MANY);
    assertThat(Creation.supplyAll(MANY)).isEqualTo(MANY);
  }

  @Test
  void eachBenchmarkOfThisPackageIsInThePlanOnceAndNoModelIs() {
    List<MicroType> all = MicroType.all();
    assertThat(all).extracting(MicroType::key).doesNotHaveDuplicates();
    assertThat(all).extracting(MicroType::quantity).contains(Quantity.values());
    assertThat(all).allSatisfy(type -> assertThat(type.does()).isNotBlank());
    assertThat(
            IntStream.range(0, all.size())
                .filter(i -> !all.get(i).method().isAnnotationPresent(Benchmark.class)))
        .isEmpty();
    long declared =
        List.of(HandOff.class, Creation.class, Request.class, ParkedTasks.class, Yardstick.class)
            .stream()
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .filter(method -> method.isAnnotationPresent(Benchmark.class))
            .count();
    assertThat(all).hasSize((int) declared);
  }

  @Test
  void moreThreadsThanTheSystemAllowsAreLeftOutWithTheSetting() throws IOException {
    Path setting = Files.writeString(folder.resolve("max_map_count"), "65530\n");
    assertThat(ThreadLimit.of(setting, 2))
        .singleElement()
        .satisfies(
            limit -> {
              assertThat(limit.threads()).isEqualTo(32_765);
              assertThat(limit.inWords()).contains(setting + " is 65530", "32765 threads");
            });
    Files.writeString(setting, "max\n");
    assertThat(ThreadLimit.of(setting, 1)).isEmpty();
    assertThat(ThreadLimit.of(folder.resolve("nothing"), 1)).isEmpty();
    ThreadLimit.ofSystem()
        .ifPresent(limit -> assertThat(limit.threads()).isGreaterThan(100)); // as this JVM has
  }

  /** Memory that is not on the heap, of which no collection takes anything away. */
  @Test
  void residentMemoryGrowsByWhatIsUsed() {
    assumeThat(ResidentMemory.isKnown()).isTrue();
    long mebi = 1 << 20;
    long before = ResidentMemory.bytes();
    try (Arena arena = Arena.ofConfined()) {
      arena.allocate(256 * mebi).fill((byte) 1);
      assertThat(ResidentMemory.bytes() - before).isBetween(128 * mebi, 512 * mebi);
    }
  }

  @Test
  void aThreadStaysOnOneCoreAndSoDoThoseThatItStarts() throws Exception {
    assumeThat(OneCore.isPossible()).isTrue();
    var cores = new AtomicReference<List<String>>();
    try (var one = Executors.newSingleThreadExecutor()) {
      one.submit(
              () -> {
                OneCore.keep();
                return one(cores);
              })
          .get();
    }
    assertThat(cores.get())
        .filteredOn(line -> line.startsWith("Cpus_allowed_list:"))
        .singleElement()
        .asString()
        .matches("Cpus_allowed_list:\\s+\\d+");
  }

  private static boolean one(AtomicReference<List<String>> cores) throws InterruptedException {
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                cores.set(Files.readAllLines(Path.of("/proc/thread-self/status")));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .join();
    return true;
  }
}
