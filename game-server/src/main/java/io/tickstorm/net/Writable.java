package io.tickstorm.net;

/** A connection whose frame waits for its I/O thread, whatever it travels by. */
interface Writable {
    /** I/O thread: writes what waits, as far as it can be. */
    void write();
}
