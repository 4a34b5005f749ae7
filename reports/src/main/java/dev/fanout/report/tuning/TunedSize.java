package dev.fanout.report.tuning;

import org.jspecify.annotations.Nullable;

/**
 * A size that was measured; its times are of warm shots.
 *
 * @param size the pool's size, or the limit of requests in flight
 * @param predictedMs the wall time that the theory gives it
 * @param shots how many the search fired
 * @param medianMs their median wall time; absent if none was fired in the search
 * @param lowMs the lower end of the interval that holds the true median, given the spread of all
 *     sizes; absent likewise
 * @param highMs its upper end; absent likewise
 * @param p99Ms the 99th percentile of the time from the sending of a request to its answer
 * @param proofShots how many fresh shots proved the recommendation; 0 if the size took no part
 * @param proofMs their median wall time; absent if there were none
 * @param proofP99Ms their 99th percentile, as {@code p99Ms}; absent likewise
 * @param threads those of the measured JVM at the end, worker JVMs included; absent if unknown
 * @param memoryMib the most memory that it held, worker JVMs included; absent if unknown
 * @param cpuMs the CPU time that a shot cost it, worker JVMs included; absent if unknown
 */
public record TunedSize(
    int size,
    double predictedMs,
    int shots,
    @Nullable Double medianMs,
    @Nullable Double lowMs,
    @Nullable Double highMs,
    @Nullable Double p99Ms,
    int proofShots,
    @Nullable Double proofMs,
    @Nullable Double proofP99Ms,
    @Nullable Integer threads,
    @Nullable Double memoryMib,
    @Nullable Double cpuMs) {}
