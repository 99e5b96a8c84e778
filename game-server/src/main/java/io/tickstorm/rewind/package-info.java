/**
 * Lag compensation: where the ships were in the picture a shooter saw. Rows of past positions, never live ships, are
 * what is looked at.
 */
@NullMarked
package io.tickstorm.rewind;

import org.jspecify.annotations.NullMarked;
