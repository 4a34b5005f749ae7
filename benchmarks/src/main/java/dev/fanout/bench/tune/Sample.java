package dev.fanout.bench.tune;

import org.jspecify.annotations.Nullable;

/**
 * A valid shot of one size.
 *
 * @param elapsedMs its wall time
 * @param p99Ms the 99th percentile of the times from the sending of a request to its answer
 * @param peak the most requests that the server saw at once; absent if it does not count
 * @param busy the share of all cores' time that was busy; absent if unknown
 * @param threads the most threads that the measured JVM had; absent if unknown
 * @param memoryMib the most memory that it held, worker JVMs included; absent if unknown
 * @param cpuMs the CPU time that the shot cost it, worker JVMs included; absent if unknown
 */
public record Sample(
    double elapsedMs,
    double p99Ms,
    @Nullable Integer peak,
    @Nullable Double busy,
    @Nullable Integer threads,
    @Nullable Double memoryMib,
    @Nullable Double cpuMs) {}
