package dev.fanout.bench.tune.stream;

/**
 * A valid shot of a stream.
 *
 * @param responseMs the goal's percentile of response times
 * @param serviceMs how long each request took from its sending, in the order of arrival
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record StreamSample(double responseMs, double[] serviceMs) {}
