/**
 * Lag compensation: the positions of the ships in the picture that a shooter saw. It reads recorded positions, never
 * live ships.
 */
@NullMarked
package io.tickstorm.rewind;

import org.jspecify.annotations.NullMarked;
