/** The command line. */
@NullMarked
package dev.fanout.bench.cli;

import org.jspecify.annotations.NullMarked;
