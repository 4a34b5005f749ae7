/** What a careful engineer would say of the measurements, a class per kind of finding. */
@NullMarked
package dev.fanout.report.finding;

import org.jspecify.annotations.NullMarked;
