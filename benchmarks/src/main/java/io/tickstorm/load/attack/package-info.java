/** Attacks on a server, each on a thread of its own, and their effect on the good players. */
@NullMarked
package io.tickstorm.load.attack;

import org.jspecify.annotations.NullMarked;
