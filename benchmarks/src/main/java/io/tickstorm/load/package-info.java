/** The load tool's command line: scenarios named by their topology, capacity, attacks and soak tests. */
@NullMarked
package io.tickstorm.load;

import org.jspecify.annotations.NullMarked;
