package dev.fanout.bench.plan;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user asked for; absent or empty where the preset decides.
 *
 * @param preset the preset's name
 * @param models keys of the models to measure
 * @param requests the number of requests, N
 * @param delay the server's delay, D
 * @param sizes pool sizes, for the models that have a pool
 * @param chunk tasks handed to a worker at a time, for the models that have chunks
 * @param rounds shots of each case and temperature
 * @param seed of the shuffle
 * @param url an own server to measure against
 */
public record Options(
    String preset,
    List<String> models,
    @Nullable Integer requests,
    @Nullable Duration delay,
    List<Integer> sizes,
    @Nullable Integer chunk,
    @Nullable Integer rounds,
    @Nullable Long seed,
    @Nullable URI url) {}
