/** The CSV files of a run folder: their columns, written and read. */
@NullMarked
package dev.fanout.report.csv;

import org.jspecify.annotations.NullMarked;
