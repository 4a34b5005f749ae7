/** What a user demands of the summary's figures, such as a limit on an overhead. */
@NullMarked
package dev.fanout.report.threshold;

import org.jspecify.annotations.NullMarked;
