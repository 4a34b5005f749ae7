package dev.fanout.bench.plan;

import dev.fanout.bench.call.Address;
import dev.fanout.server.Delay;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user asked for; absent or empty where the preset decides.
 *
 * @param preset the preset's name
 * @param models keys of the models to measure
 * @param requests the number of requests, N
 * @param delay the server's delay, D, or how it is drawn
 * @param sizes pool sizes, for the models that have a pool
 * @param chunk tasks handed to a worker at a time, for the models that have chunks
 * @param workloads keys of the workloads
 * @param cpuMs CPU time in milliseconds that a page costs, for the workload {@code crawl}
 * @param fileBytes the size of a file, for the workload {@code download}
 * @param handlerThreads of the slow server; 0 for asynchronous answers
 * @param rounds shots of each case and temperature
 * @param seed of the shuffle and of the delays drawn
 * @param url an own server to measure against
 */
public record Options(
    String preset,
    List<String> models,
    @Nullable Integer requests,
    @Nullable Delay delay,
    List<Integer> sizes,
    @Nullable Integer chunk,
    List<String> workloads,
    List<Integer> cpuMs,
    @Nullable Integer fileBytes,
    List<Integer> handlerThreads,
    @Nullable Integer rounds,
    @Nullable Long seed,
    @Nullable Address url) {}
