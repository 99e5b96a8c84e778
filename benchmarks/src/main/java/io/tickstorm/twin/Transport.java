package io.tickstorm.twin;

/** A WebSocket stack with the game on top of it: started and stopped once, from one thread. */
interface Transport {
    /** Listens, and returns the port: the system chooses it if 0 was asked for. */
    int start(int port);

    /** The tick thread, after each tick: starts the writing of what the rooms offered. */
    void flush();

    void stop();
}
