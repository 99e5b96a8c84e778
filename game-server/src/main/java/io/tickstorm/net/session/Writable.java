package io.tickstorm.net.session;

import io.tickstorm.room.Outbox;

/** A connection, over any transport, whose waiting frame is written by its I/O thread. */
public interface Writable extends Outbox {
    /** Writes the waiting frame as far as the socket accepts it. I/O thread only. */
    void write();
}
