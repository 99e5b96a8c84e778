/** The result of a run: named figures, thresholds and the verdict, as text, JSON and a page with plots. */
@NullMarked
package io.tickstorm.load.report;

import org.jspecify.annotations.NullMarked;
