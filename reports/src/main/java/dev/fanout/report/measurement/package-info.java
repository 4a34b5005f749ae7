/** What was measured, as records: the one vocabulary that harness and reports share. */
@NullMarked
package dev.fanout.report.measurement;

import org.jspecify.annotations.NullMarked;
