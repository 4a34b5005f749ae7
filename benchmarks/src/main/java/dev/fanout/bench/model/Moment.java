package dev.fanout.bench.model;

import org.jspecify.annotations.Nullable;

/**
 * What the kernel has counted by a moment; two of them tell what lies between.
 *
 * @param machine of the whole machine; absent where the system has no counters
 * @param process of this process and its children; likewise
 */
record Moment(@Nullable MachineLoad machine, @Nullable ProcessCost process) {
  private static final double KIB_PER_MIB = 1024;

  static Moment now() {
    return new Moment(MachineLoad.read(), ProcessCost.read());
  }

  /** As {@link MachineLoad#busySince}. */
  @Nullable Double busySince(Moment then) {
    return machine == null || then.machine == null ? null : machine.busySince(then.machine);
  }

  /** As {@link MachineLoad#overflowsSince}. */
  @Nullable Integer overflowsSince(Moment then) {
    return machine == null || then.machine == null ? null : machine.overflowsSince(then.machine);
  }

  /** How many threads there are. */
  @Nullable Integer threads() {
    return process == null ? null : Integer.valueOf(process.threads());
  }

  /** The most memory that was ever held. */
  @Nullable Double memoryMib() {
    return process == null ? null : Double.valueOf(process.memoryKib() / KIB_PER_MIB);
  }

  /** The CPU time spent since then. */
  @Nullable Double cpuMsSince(Moment then) {
    return process == null || then.process == null
        ? null
        : Double.valueOf((double) (process.cpuMs() - then.process.cpuMs()));
  }
}
