/** All that is HTTP: servers, their clients, and the calls that each workload makes. */
@NullMarked
package dev.fanout.bench.backend.http;

import org.jspecify.annotations.NullMarked;
