package dev.fanout.server;

/**
 * What the slow server has handled since its counters were last reset, warm-up aside.
 *
 * @param served requests answered
 * @param inFlight requests received and not yet answered
 * @param peakInFlight the largest {@code inFlight} seen
 * @param logins sessions opened
 * @param stoodStillMs how long the server's process stood still, as {@link StandStillWatch} sees it
 */
public record Load(long served, int inFlight, int peakInFlight, long logins, long stoodStillMs) {}
