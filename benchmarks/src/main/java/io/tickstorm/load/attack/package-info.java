/** Peers that mean no good, and whether the others notice: each attack is a thread beside the swarm. */
@NullMarked
package io.tickstorm.load.attack;

import org.jspecify.annotations.NullMarked;
