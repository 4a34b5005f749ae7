package dev.fanout.server;

/**
 * What the slow server has had to bear since its counters were last reset, warm-up aside.
 *
 * @param served requests answered
 * @param inFlight requests received and not yet answered
 * @param peakInFlight the largest {@code inFlight} seen
 * @param logins sessions opened
 */
public record Load(long served, int inFlight, int peakInFlight, long logins) {}
