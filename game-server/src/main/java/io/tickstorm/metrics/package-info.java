/** Counters and timings in Prometheus base units. Imports nothing of ours. */
@NullMarked
package io.tickstorm.metrics;

import org.jspecify.annotations.NullMarked;
