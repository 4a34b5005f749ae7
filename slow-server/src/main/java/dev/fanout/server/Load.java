package dev.fanout.server;

import org.jspecify.annotations.Nullable;

/**
 * What the slow server has handled since its counters were last reset, warm-up aside.
 *
 * @param served requests answered
 * @param inFlight requests received and not yet answered
 * @param peakInFlight the largest {@code inFlight} seen
 * @param logins sessions opened
 * @param stoodStillMs how long the server's process stood still, as {@link StandStillWatch} sees it
 * @param connections opened for the requests: those whose first request was counted
 * @param processCpuMs CPU time that the server's process used since the first request began; absent
 *     where the system does not tell
 */
public record Load(
    long served,
    int inFlight,
    int peakInFlight,
    long logins,
    long stoodStillMs,
    long connections,
    @Nullable Double processCpuMs) {}
