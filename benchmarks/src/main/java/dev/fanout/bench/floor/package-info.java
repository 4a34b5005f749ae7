/** The theory: the least wall time that a perfect machine needs. */
@NullMarked
package dev.fanout.bench.floor;

import org.jspecify.annotations.NullMarked;
