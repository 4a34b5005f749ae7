/** All views of what models did: sentences, the table that is read at a glance, a section each. */
@NullMarked
package dev.fanout.report.behaviour.view;

import org.jspecify.annotations.NullMarked;
