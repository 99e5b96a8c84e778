package io.tickstorm.net.session;

import io.tickstorm.room.Outbox;

/** A connection whose frame waits for its I/O thread, whatever it travels by. */
public interface Writable extends Outbox {
    /** I/O thread: writes what waits, as far as it can be. */
    void write();
}
