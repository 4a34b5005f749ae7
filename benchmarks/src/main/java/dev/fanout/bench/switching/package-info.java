/** Micro-benchmarks of what it costs to switch from one task to another. */
@NullMarked
package dev.fanout.bench.switching;

import org.jspecify.annotations.NullMarked;
