package dev.fanout.server;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * What the kernel has counted for this process since it started, threads that have ended included,
 * as {@code getrusage} tells it.
 *
 * <p>Neither {@code /proc} nor the JDK has these numbers: the one counts CPU time in ticks of 10
 * ms, and both forget the context switches of threads that have ended.
 *
 * @param userMicros CPU time in user mode, in microseconds
 * @param systemMicros CPU time that the kernel spent for the process, likewise
 * @param voluntarySwitches how often a thread gave up a core
 * @param involuntarySwitches how often the kernel took a core from a thread
 */
public record ResourceUsage(
    long userMicros, long systemMicros, long voluntarySwitches, long involuntarySwitches) {
  // struct rusage of 64-bit Linux: two times, then 14 numbers of which the last two are wanted.
  private static final int USER_TIME = 0;
  private static final int SYSTEM_TIME = 16;
  private static final int VOLUNTARY_SWITCHES = 128;
  private static final int INVOLUNTARY_SWITCHES = 136;
  private static final int LENGTH = 144;
  private static final long MICROS = 1_000_000;

  /** The process that asks. */
  private static final int SELF = 0;

  private static final Optional<MethodHandle> GETRUSAGE = link();

  @SuppressWarnings("restricted") // harmless: the form is that of the function
  private static Optional<MethodHandle> link() {
    boolean known =
        System.getProperty("os.name").equals("Linux") && ValueLayout.ADDRESS.byteSize() == 8;
    if (!known) {
      return Optional.empty();
    }
    try {
      Linker linker = Linker.nativeLinker();
      var form =
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
      return linker
          .defaultLookup()
          .find("getrusage")
          .map(function -> linker.downcallHandle(function, form));
    } catch (RuntimeException | LinkageError noForeignFunctions) {
      return Optional.empty(); // or forbidden in this JVM
    }
  }

  /** What is counted by now; empty where the system does not tell, or the JVM forbids to ask. */
  public static Optional<ResourceUsage> now() {
    return of(SELF);
  }

  /** Of this process, or with -1 of its children that have ended and were waited for. */
  static Optional<ResourceUsage> of(int who) {
    if (GETRUSAGE.isEmpty()) {
      return Optional.empty();
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment usage = arena.allocate(LENGTH, Long.BYTES);
      int result = (int) GETRUSAGE.get().invokeExact(who, usage);
      return result == 0 ? Optional.of(read(usage)) : Optional.empty();
    } catch (Throwable e) {
      throw new IllegalStateException(e); // none is declared by what is called
    }
  }

  private static ResourceUsage read(MemorySegment usage) {
    return new ResourceUsage(
        micros(usage, USER_TIME),
        micros(usage, SYSTEM_TIME),
        usage.get(ValueLayout.JAVA_LONG, VOLUNTARY_SWITCHES),
        usage.get(ValueLayout.JAVA_LONG, INVOLUNTARY_SWITCHES));
  }

  private static long micros(MemorySegment usage, int at) {
    return usage.get(ValueLayout.JAVA_LONG, at) * MICROS
        + usage.get(ValueLayout.JAVA_LONG, at + Long.BYTES);
  }

  /** The CPU time in both modes, in milliseconds. */
  public double processCpuMs() {
    return (userMicros + systemMicros) / 1e3;
  }
}
