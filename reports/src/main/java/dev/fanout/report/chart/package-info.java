/** Charts: their definitions for ECharts, and the drawing of these as SVG inside the JVM. */
@NullMarked
package dev.fanout.report.chart;

import org.jspecify.annotations.NullMarked;
