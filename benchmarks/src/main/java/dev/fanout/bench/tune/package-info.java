/** The search for the best pool size: theory, observations, search, and what it recommends. */
@NullMarked
package dev.fanout.bench.tune;

import org.jspecify.annotations.NullMarked;
