/** From shots to one row per case, and the tutorial's figures to hold them against. */
@NullMarked
package dev.fanout.report.summary;

import org.jspecify.annotations.NullMarked;
