package io.tickstorm.load.attack;

import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.proto.v1.Welcome;
import java.io.IOException;

/** A client that sends any message and waits for the answers. One thread. */
interface GameClient extends AutoCloseable {
    /** Sends a message. */
    void send(ClientFrame frame) throws IOException;

    /**
     * Waits for one message of the server.
     *
     * @return its Welcome; the default instance if it has none
     * @throws IOException if the connection has ended, or no message arrives in time
     */
    Welcome receive() throws IOException;

    /** Closes the connection without a Leave. */
    @Override
    void close();

    /** Sends a Join and waits for its Welcome. */
    default Welcome join(Join join) throws IOException {
        send(ClientFrame.newBuilder().setJoin(join).build());
        Welcome welcome = receive();
        while (welcome.getRoom().isEmpty()) {
            welcome = receive();
        }
        return welcome;
    }
}
