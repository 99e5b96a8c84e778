/** What a run came to: figures by name, thresholds, the verdict; as text, JSON, percentiles and a page with plots. */
@NullMarked
package io.tickstorm.load.report;

import org.jspecify.annotations.NullMarked;
