/**
 * How files and folders of this project are replaced and removed: whole, and never others'; and how
 * the texts that are part of the program are read.
 */
@NullMarked
package dev.fanout.report.file;

import org.jspecify.annotations.NullMarked;
