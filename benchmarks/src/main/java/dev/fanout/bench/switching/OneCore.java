package dev.fanout.bench.switching;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.BitSet;

/** Keeps a thread, and those that it starts, on one core: what {@code taskset} does. */
final class OneCore {
  private static final int MOST_CORES = 1_024;
  private static final int BYTES = MOST_CORES / Byte.SIZE;

  /** The thread that asks. */
  private static final int SELF = 0;

  private OneCore() {}

  static boolean isPossible() {
    return System.getProperty("os.name").equals("Linux")
        && ValueLayout.ADDRESS.byteSize() == Long.BYTES;
  }

  /** Keeps the calling thread on the first of the cores that it may use. */
  static void keep() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment cores = arena.allocate(BYTES, Long.BYTES);
      call("sched_getaffinity", cores);
      BitSet allowed = BitSet.valueOf(cores.asByteBuffer());
      var one = new BitSet();
      one.set(allowed.nextSetBit(0));
      cores.fill((byte) 0).copyFrom(MemorySegment.ofArray(one.toByteArray()));
      call("sched_setaffinity", cores);
    }
  }

  @SuppressWarnings("restricted") // harmless: both functions have this form
  private static void call(String function, MemorySegment cores) {
    Linker linker = Linker.nativeLinker();
    MethodHandle handle =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow(function),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.ADDRESS));
    try {
      int result = (int) handle.invokeExact(SELF, (long) BYTES, cores);
      if (result < 0) {
        throw new IllegalStateException(function + " failed");
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e); // none is declared by what is called
    }
  }
}
