/** What the requests of a stream of arrivals show. */
@NullMarked
package dev.fanout.report.stream;

import org.jspecify.annotations.NullMarked;
