/** Pilots that fly by the same input commands as a person. Pure functions of the world and their own seeded state. */
@NullMarked
package io.tickstorm.bot;

import org.jspecify.annotations.NullMarked;
