package dev.fanout.bench.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fanout.report.measurement.Metric;
import dev.fanout.report.measurement.Temperature;
import dev.fanout.server.ResourceUsage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.infra.Blackhole;

/** Each cost has a second witness, in a JVM that does nothing else. */
@Tag("slow")
@Order(3)
class CostWitnessTest {
  private static final int PERCENT = 5;
  private static final int SWITCHES = 3_000;
  private static final int ARRAYS = 200;
  private static final int MIB = 1 << 20;
  private static final int THREADS = 40;
  private static final int VIRTUAL_THREADS = 1_000;

  @TempDir private static Path folder;
  private static Map<String, String> said = Map.of();
  private static String times = "";

  /** One JVM makes all the work, since its start costs more than that. */
  @BeforeAll
  static void measure() throws Exception {
    assumeThat(Path.of("/proc/self/clear_refs")).exists();
    var java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xlog:gc:file=" + folder.resolve("gc.log"),
            "-Xmx300m",
            "-cp",
            System.getProperty("java.class.path"),
            Worked.class.getName());
    var command = new ArrayList<>(List.of("bash", "-c", "\"$@\"; TIMEFORMAT=; times", "bash"));
    command.addAll(java);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> lines = process.inputReader().lines().toList();
    said =
        lines.stream()
            .filter(line -> line.contains("="))
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    times = lines.getLast(); // of the shell's children
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
  }

  private static double number(String name) {
    return Double.parseDouble(String.valueOf(said.get(name)));
  }

  @Test
  void cpuTimeAgainstWhatTheShellSaysOfTheEndedProcess() {
    double shell =
        Pattern.compile("(\\d+)m([\\d.]+)s")
            .matcher(times)
            .results()
            .mapToDouble(
                time ->
                    60_000 * Double.parseDouble(time.group(1))
                        + 1_000 * Double.parseDouble(time.group(2)))
            .sum();
    assertThat(number("process.cpu")).isCloseTo(shell, withinPercentage(PERCENT));
  }

  @Test
  void cpuTimeAgainstThatOfTheThreadThatComputed() {
    assertThat(number("cpu.CPU_USER_MS") + number("cpu.CPU_SYSTEM_MS"))
        .isCloseTo(number("cpu.thread"), withinPercentage(PERCENT));
  }

  @Test
  void contextSwitchesAgainstTheNumberOfSleeps() {
    assertThat(number("switches.VOLUNTARY_SWITCHES"))
        .isCloseTo(SWITCHES, withinPercentage(PERCENT));
  }

  @Test
  void allocationAgainstWhatWasAllocated() {
    assertThat(number("allocation.ALLOCATED_BYTES"))
        .isCloseTo((double) ARRAYS * MIB, withinPercentage(PERCENT));
  }

  @Test
  void garbageCollectionAgainstTheLogOfTheCollector() throws Exception {
    double logged =
        Files.readAllLines(folder.resolve("gc.log")).stream()
            .map(Pattern.compile("Pause Full \\(System\\.gc\\(\\)\\).* ([\\d.]+)ms$")::matcher)
            .filter(Matcher::find)
            .mapToDouble(pause -> Double.parseDouble(pause.group(1)))
            .sum();
    assertThat(logged).isPositive();
    assertThat(number("collection.GC_MS")).isCloseTo(logged, withinPercentage(PERCENT));
  }

  @Test
  void memoryAgainstWhatTheProcessHeldWhenItHeldMost() {
    assertThat(number("memory.PEAK_RSS_KB"))
        .isCloseTo(number("memory.held"), withinPercentage(PERCENT));
  }

  @Test
  void memoryIsThatOfTheShotAlone() {
    assertThat(number("cpu.PEAK_RSS_KB")).isLessThan(number("memory.PEAK_RSS_KB") - 90_000);
  }

  @Test
  void platformThreadsAgainstThoseThatWereStarted() {
    assertThat(number("threads.PEAK_PLATFORM_THREADS") - number("cpu.PEAK_PLATFORM_THREADS"))
        .isCloseTo(THREADS, withinPercentage(PERCENT));
  }

  @Test
  void virtualThreadsAgainstThoseThatWereStarted() {
    assertThat(number("virtual.PEAK_VIRTUAL_THREADS")).isEqualTo(VIRTUAL_THREADS);
    assertThat(number("virtual.PINNED")).isZero();
    assertThat(number("cpu.PEAK_VIRTUAL_THREADS")).isZero();
  }

  @Test
  void aPinnedThreadAgainstTheOneThatWasAndItsLine() {
    assertThat(number("pinned.PINNED")).isEqualTo(1);
    assertThat(said.get("pinned.at")).matches(Pattern.quote(Slow.class.getName()) + ":\\d+");
  }

  @Test
  void pinsOfBeforeAndShortOnesOfAnotherRecorderDoNotCount() {
    assertThat(said).doesNotContainKey("cpu.at");
    assertThat(number("cpu.PINNED")).isZero();
  }

  /** A class whose initialization takes its time; a thread that waits in it is pinned. */
  static final class Slow {
    static final long READY = sleep();

    private Slow() {}

    private static long sleep() {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return System.nanoTime();
    }
  }

  /** What the measured JVM does, and says of it. */
  static final class Worked {
    private final List<Meter> meters = Meter.ofProcess(Temperature.WARM, true);

    public static void main(String[] args) throws Exception {
      try (var other = new jdk.jfr.Recording()) { // somebody else's, who wants every pin
        other.enable("jdk.VirtualThreadPinned").withoutThreshold();
        other.start();
        new Worked().work();
      }
      System.out.println("process.cpu=" + ResourceUsage.now().orElseThrow().processCpuMs());
    }

    private void work() throws Exception {
      hold(150);
      metered("warm", () -> compute(300)); // so that what is compiled is compiled
      System.out.println("cpu.thread=" + metered("cpu", () -> compute(600)));
      metered(
          "switches",
          () -> {
            for (int i = 0; i < SWITCHES; i++) {
              Thread.sleep(0, 100_000);
            }
            return 0;
          });
      metered("allocation", () -> allocate());
      System.out.println("memory.held=" + metered("memory", () -> hold(150)));
      metered("collection", () -> collect());
      metered("threads", () -> together(Thread.ofPlatform().daemon(), THREADS));
      metered("virtual", () -> together(Thread.ofVirtual(), VIRTUAL_THREADS));
      metered("pinned", () -> inAThreadOfItsOwn(Thread.ofVirtual(), () -> Slow.READY));
    }

    private <T> T metered(String name, Callable<T> work) throws Exception {
      Supplier<Readings> started = Meter.startAll(meters);
      T result = work.call();
      Readings read = started.get();
      for (Map.Entry<Metric, Double> value : read.values().entrySet()) {
        System.out.printf("%s.%s=%s%n", name, value.getKey(), value.getValue());
      }
      if (read.pinnedAt() != null) {
        System.out.printf("%s.at=%s%n", name, read.pinnedAt());
      }
      return result;
    }

    /** By a thread that has ended when the meter is read. */
    private static double compute(long millis) throws Exception {
      return inAThreadOfItsOwn(
          Thread.ofPlatform(),
          () -> {
            var threads = ManagementFactory.getThreadMXBean();
            while (threads.getCurrentThreadCpuTime() < TimeUnit.MILLISECONDS.toNanos(millis)) {
              Blackhole.consumeCPU(100_000);
            }
            return threads.getCurrentThreadCpuTime() / 1e6;
          });
    }

    private static long allocate() throws Exception {
      return inAThreadOfItsOwn(
          Thread.ofPlatform(),
          () -> {
            long length = 0;
            for (int i = 0; i < ARRAYS; i++) {
              length += new byte[MIB].length;
            }
            return length;
          });
    }

    /** In full, with so much alive that it takes its time. */
    private static int collect() {
      var alive = new ArrayList<Object>();
      for (int i = 0; i < 1_000_000; i++) {
        alive.add(new int[] {i});
      }
      for (int i = 0; i < 5; i++) {
        System.gc();
      }
      return alive.size();
    }

    /** Holds so much memory, and says how much the process then held in all, in KiB. */
    private static long hold(int mib) throws Exception {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment memory = arena.allocate((long) mib * MIB);
        memory.fill((byte) 1);
        String pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1];
        return Long.parseLong(pages) * 4;
      }
    }

    private static int together(Thread.Builder builder, int count) throws InterruptedException {
      var all = new CountDownLatch(count);
      var threads = new ArrayList<Thread>();
      for (int i = 0; i < count; i++) {
        threads.add(
            builder.start(
                () -> {
                  all.countDown();
                  try {
                    all.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      return count;
    }

    private static <T> T inAThreadOfItsOwn(Thread.Builder builder, Callable<T> work)
        throws Exception {
      var result = new AtomicReference<T>();
      builder
          .start(
              () -> {
                try {
                  result.set(work.call());
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              })
          .join();
      return result.get();
    }
  }
}
