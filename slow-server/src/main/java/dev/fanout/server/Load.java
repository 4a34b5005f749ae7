package dev.fanout.server;

/**
 * What the slow server has had to bear on {@code GET /} since its counters were last reset.
 *
 * @param served requests answered
 * @param inFlight requests received and not yet answered
 * @param peakInFlight the largest {@code inFlight} seen
 */
public record Load(long served, int inFlight, int peakInFlight) {}
