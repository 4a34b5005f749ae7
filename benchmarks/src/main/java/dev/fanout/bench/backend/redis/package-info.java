/** Redis: the server that is started, its clients, the call. */
@NullMarked
package dev.fanout.bench.backend.redis;

import org.jspecify.annotations.NullMarked;
