/** What the numbers of a run can be, for all records that hold such numbers. */
@NullMarked
package dev.fanout.report.bounds;

import org.jspecify.annotations.NullMarked;
