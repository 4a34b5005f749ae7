package dev.fanout.bench.call;

/**
 * What came back.
 *
 * @param status the HTTP status code
 * @param body the whole body
 */
public record Answer(int status, String body) {}
