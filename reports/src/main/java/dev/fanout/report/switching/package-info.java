/** All views of what a switch costs: sentences, tables, chart. */
@NullMarked
package dev.fanout.report.switching;

import org.jspecify.annotations.NullMarked;
