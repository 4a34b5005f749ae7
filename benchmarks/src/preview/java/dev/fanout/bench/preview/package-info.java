/** What is made of the JDK's preview features, compiled apart and loaded by its name alone. */
@NullMarked
package dev.fanout.bench.preview;

import org.jspecify.annotations.NullMarked;
