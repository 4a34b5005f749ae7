/** What a perfect machine makes of a stream of arrivals. */
@NullMarked
package dev.fanout.bench.stream;

import org.jspecify.annotations.NullMarked;
