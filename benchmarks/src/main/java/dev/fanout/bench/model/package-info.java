/** The concurrency models, a file each, as JMH benchmarks. */
@NullMarked
package dev.fanout.bench.model;

import org.jspecify.annotations.NullMarked;
