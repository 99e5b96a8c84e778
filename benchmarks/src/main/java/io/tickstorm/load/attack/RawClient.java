package io.tickstorm.load.attack;

import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.proto.v1.Welcome;
import java.io.IOException;

/** A client that says whatever its owner wants, and waits for the answers. One thread. */
interface RawClient extends AutoCloseable {
    void send(ClientFrame frame) throws IOException;

    /**
     * Waits for one message of the server.
     *
     * @return its Welcome; the default instance if it has none
     * @throws IOException if the connection is over, or nothing comes in time
     */
    Welcome hear() throws IOException;

    /** Drops the connection without a word. */
    @Override
    void close();

    /** Sends a Join and waits for its Welcome. */
    default Welcome join(Join join) throws IOException {
        send(ClientFrame.newBuilder().setJoin(join).build());
        Welcome welcome = hear();
        while (welcome.getRoom().isEmpty()) {
            welcome = hear();
        }
        return welcome;
    }
}
