/**
 * What each model did when a request failed, took too long or was not wanted: records, no views.
 */
@NullMarked
package dev.fanout.report.behaviour;

import org.jspecify.annotations.NullMarked;
