/** Words and tables, for the console and for report.md. */
@NullMarked
package dev.fanout.report.text;

import org.jspecify.annotations.NullMarked;
