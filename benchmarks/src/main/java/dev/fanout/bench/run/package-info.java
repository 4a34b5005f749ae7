/** The measurement: a plan or a search carried out, shot by shot, into a run folder. */
@NullMarked
package dev.fanout.bench.run;

import org.jspecify.annotations.NullMarked;
