/**
 * What a developer writes with each model when a request fails, takes too long or is not wanted.
 */
@NullMarked
package dev.fanout.bench.idiom;

import org.jspecify.annotations.NullMarked;
