/**
 * Versioned cells: changes per cell and tick, encoded once and shared, and the frame of each client. The byte layout is
 * a contract; see {@code docs/PROTOCOL.md}.
 */
@NullMarked
package io.tickstorm.snapshot;

import org.jspecify.annotations.NullMarked;
