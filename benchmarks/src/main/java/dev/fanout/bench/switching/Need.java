package dev.fanout.bench.switching;

import java.util.Optional;

/** What a micro-benchmark needs of the machine. */
enum Need {
  /** A system that tells how much memory of a process is resident. */
  RESIDENT_MEMORY {
    @Override
    Optional<String> obstacle(int tasks) {
      return ResidentMemory.isKnown()
          ? Optional.empty()
          : Optional.of("this system has no /proc/self/smaps_rollup, which tells resident memory");
    }
  },
  /** A system that can keep threads on one core. */
  CORE_OF_ITS_OWN {
    @Override
    Optional<String> obstacle(int tasks) {
      return OneCore.isPossible()
          ? Optional.empty()
          : Optional.of("this system has no sched_setaffinity, which keeps threads on one core");
    }
  },
  /** As many platform threads as there are tasks. */
  PLATFORM_THREADS {
    @Override
    Optional<String> obstacle(int tasks) {
      return ThreadLimit.ofSystem()
          .filter(limit -> limit.threads() < tasks)
          .map(limit -> "%d platform threads are too many: %s".formatted(tasks, limit.inWords()));
    }
  };

  /** Why the machine cannot run so many tasks; empty if it can. */
  abstract Optional<String> obstacle(int tasks);
}
