/** Bytes on their way over a simulated bad network: what the proxy and the players share. Time is a parameter. */
@NullMarked
package io.tickstorm.load.link;

import org.jspecify.annotations.NullMarked;
