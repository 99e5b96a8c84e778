/** Computes which cells of the arena a player sees. Pure geometry: no state, no clock, no protobuf. */
@NullMarked
package io.tickstorm.interest;

import org.jspecify.annotations.NullMarked;
