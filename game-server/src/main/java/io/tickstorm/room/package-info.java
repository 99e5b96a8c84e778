/**
 * Rooms and the loop that ticks them: bounded command queues, seats, pilots' turns, the directory of rooms. Knows
 * connections only as an {@link io.tickstorm.room.Outbox}.
 */
@NullMarked
package io.tickstorm.room;

import org.jspecify.annotations.NullMarked;
