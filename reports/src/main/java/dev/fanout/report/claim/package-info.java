/** The tutorials' published figures, held against what was measured. */
@NullMarked
package dev.fanout.report.claim;

import org.jspecify.annotations.NullMarked;
