/** What makes calls: all that a model needs to know of the system that it calls. */
@NullMarked
package dev.fanout.bench.backend;

import org.jspecify.annotations.NullMarked;
