/** Calls of the user's own in Java: their class, loaded without the libraries of this program. */
@NullMarked
package dev.fanout.bench.backend.call;

import org.jspecify.annotations.NullMarked;
