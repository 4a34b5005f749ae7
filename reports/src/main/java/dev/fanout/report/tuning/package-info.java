/** A search for the best pool size: what it measured and what it recommends. */
@NullMarked
package dev.fanout.report.tuning;

import org.jspecify.annotations.NullMarked;
