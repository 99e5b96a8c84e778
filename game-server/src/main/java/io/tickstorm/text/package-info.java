/**
 * The game as readable JSON: the state that one client holds, and the messages that it sends. Independent of
 * connections, clocks and rooms.
 */
@NullMarked
package io.tickstorm.text;

import org.jspecify.annotations.NullMarked;
