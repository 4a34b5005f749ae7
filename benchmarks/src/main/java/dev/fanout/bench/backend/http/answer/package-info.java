/** What came back, and what is made of it where it arrives: here, or in a worker process. */
@NullMarked
package dev.fanout.bench.backend.http.answer;

import org.jspecify.annotations.NullMarked;
