/** The slow server: WireMock with a delay, counted, and as a process of its own. */
@NullMarked
package dev.fanout.server;

import org.jspecify.annotations.NullMarked;
