/** What a search for the best pool size found, in words, tables and a chart. */
@NullMarked
package dev.fanout.report.tuning.view;

import org.jspecify.annotations.NullMarked;
