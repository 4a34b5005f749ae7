/** From two runs to a change per case, with its confidence interval and a verdict. */
@NullMarked
package dev.fanout.report.compare;

import org.jspecify.annotations.NullMarked;
