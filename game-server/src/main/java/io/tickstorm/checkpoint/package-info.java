/** Files that preserve rooms over a restart: their format, their folder, and the thread that writes them. */
@NullMarked
package io.tickstorm.checkpoint;

import org.jspecify.annotations.NullMarked;
