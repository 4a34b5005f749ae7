package dev.fanout.bench.workload;

/**
 * What another JVM needs to make the same calls as this one in a shot.
 *
 * @param work what is asked for
 * @param server the address, which may contain a secret
 * @param prepared what was made or measured for this shot alone, such as a folder; may be empty
 */
public record Specification(Work work, String server, String prepared) {}
