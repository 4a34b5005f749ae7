/**
 * What is asked of the server in a shot, the same for every model, and the record of how it went.
 */
@NullMarked
package dev.fanout.bench.workload;

import org.jspecify.annotations.NullMarked;
