/** The search for a size or a rate that keeps the response times of a stream of arrivals. */
@NullMarked
package dev.fanout.bench.tune.stream;

import org.jspecify.annotations.NullMarked;
