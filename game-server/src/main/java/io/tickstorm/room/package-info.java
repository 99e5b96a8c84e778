/**
 * Rooms and the loop that ticks them: bounded command queues, seats, pilots, the directory of rooms. Accesses
 * connections only through {@link io.tickstorm.room.Outbox}.
 */
@NullMarked
package io.tickstorm.room;

import org.jspecify.annotations.NullMarked;
