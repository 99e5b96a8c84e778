/** Bytes under way over a simulated network, for the proxy and the players. Time is a parameter. */
@NullMarked
package io.tickstorm.load.link;

import org.jspecify.annotations.NullMarked;
