/** All reports of a run folder, made from the files in it alone. */
@NullMarked
package dev.fanout.report;

import org.jspecify.annotations.NullMarked;
