/** Pilots that fly with the same input commands as a player. Pure functions of the world and their own seeded state. */
@NullMarked
package io.tickstorm.bot;

import org.jspecify.annotations.NullMarked;
