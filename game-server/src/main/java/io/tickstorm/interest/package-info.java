/** Computes which cells of the arena a player sees. Pure geometry without state, clock or protobuf. */
@NullMarked
package io.tickstorm.interest;

import org.jspecify.annotations.NullMarked;
