/** A pool of worker JVMs, fed over their standard streams. */
@NullMarked
package dev.fanout.bench.worker;

import org.jspecify.annotations.NullMarked;
