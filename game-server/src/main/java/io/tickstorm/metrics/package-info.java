/** Counters and timings in Prometheus base units. Imports no other package of the server. */
@NullMarked
package io.tickstorm.metrics;

import org.jspecify.annotations.NullMarked;
