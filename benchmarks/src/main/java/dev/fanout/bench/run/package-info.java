/** The measurement: the plan carried out with JMH, shot by shot, into a run folder. */
@NullMarked
package dev.fanout.bench.run;

import org.jspecify.annotations.NullMarked;
