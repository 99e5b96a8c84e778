/**
 * What the same bytes cost without a game, and the server and its twins measured against that, in alternation, over
 * real sockets.
 */
@NullMarked
package io.tickstorm.floor;

import org.jspecify.annotations.NullMarked;
