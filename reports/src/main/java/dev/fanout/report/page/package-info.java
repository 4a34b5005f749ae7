/** The report as one page for a browser. */
@NullMarked
package dev.fanout.report.page;

import org.jspecify.annotations.NullMarked;
