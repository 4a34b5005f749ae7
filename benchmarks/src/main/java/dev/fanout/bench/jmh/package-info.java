/** JMH: fires shots, each in a JVM of its own, and reads what plain JMH has written. */
@NullMarked
package dev.fanout.bench.jmh;

import org.jspecify.annotations.NullMarked;
