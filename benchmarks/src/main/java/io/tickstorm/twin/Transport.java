package io.tickstorm.twin;

/** A WebSocket stack that carries the game. One thread starts and stops it, once. */
interface Transport {
    /** Listens on a port and returns it; 0 lets the system choose one. */
    int start(int port);

    /** Starts to write the frames that the rooms offered. Called by the tick thread after each tick. */
    void flush();

    /** Stops listening and ends every connection. */
    void stop();
}
