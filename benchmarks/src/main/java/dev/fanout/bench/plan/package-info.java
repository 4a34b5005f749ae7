/** From options to a plan: which shots, in which order, and how long they will take. */
@NullMarked
package dev.fanout.bench.plan;

import org.jspecify.annotations.NullMarked;
