/**
 * A network that is worse than the one at hand: when a message would arrive over a given link. For simulation tests and
 * for tools that stand between client and server. Time is a parameter; imports nothing of ours.
 */
@NullMarked
package io.tickstorm.link;

import org.jspecify.annotations.NullMarked;
