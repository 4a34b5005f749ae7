/**
 * What is made of the JDK's preview features, which only a JVM with the flag can load: by its name
 * alone.
 */
@NullMarked
package dev.fanout.bench.preview;

import org.jspecify.annotations.NullMarked;
