/** What is measured of a shot beside its wall time. */
@NullMarked
package dev.fanout.bench.meter;

import org.jspecify.annotations.NullMarked;
