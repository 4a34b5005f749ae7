/** What models do when a request fails, takes too long or is not wanted, observed one by one. */
@NullMarked
package dev.fanout.bench.behave;

import org.jspecify.annotations.NullMarked;
