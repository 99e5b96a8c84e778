/**
 * The cost of the same bytes without a game (the floor), and measurements of the server and its twins against it, in
 * alternation, over real sockets.
 */
@NullMarked
package io.tickstorm.floor;

import org.jspecify.annotations.NullMarked;
