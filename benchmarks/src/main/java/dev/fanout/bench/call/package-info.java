/**
 * The one call that every model makes, the clients that can make it, and the record of how it went.
 */
@NullMarked
package dev.fanout.bench.call;

import org.jspecify.annotations.NullMarked;
