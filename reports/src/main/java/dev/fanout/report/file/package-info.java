/** How files and folders of this project are replaced and removed: whole, and never others'. */
@NullMarked
package dev.fanout.report.file;

import org.jspecify.annotations.NullMarked;
