/**
 * Versioned cells: what changed where since when, encoded once and shared, and the frame of one client. The byte layout
 * is a contract; it stands in {@code docs/PROTOCOL.md}.
 */
@NullMarked
package io.tickstorm.snapshot;

import org.jspecify.annotations.NullMarked;
