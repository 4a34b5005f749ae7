/** How the requests of a stream arrive. */
@NullMarked
package dev.fanout.bench.arrival;

import org.jspecify.annotations.NullMarked;
