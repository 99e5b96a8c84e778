package io.tickstorm.exchange;

import java.io.IOException;

/** One player of one way. The client's thread only. */
interface Exchanger {
    /** Connects whatever stays connected. */
    void open() throws IOException;

    /** Sends an input now, or as soon as the way allows. */
    void send(int sequence) throws IOException;
}
