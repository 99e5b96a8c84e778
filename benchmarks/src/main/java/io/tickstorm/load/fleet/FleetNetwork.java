package io.tickstorm.load.fleet;

import java.io.IOException;
import java.util.List;

/** The network of a fleet: the addresses of its servers, and the cut of one of them. One thread. */
interface FleetNetwork extends AutoCloseable {
    /** Returns the words before the command that starts the server with this index. */
    List<String> prefix(int server);

    /** Returns the address at which clients reach a server. */
    String clientHost(int server);

    /** Returns the address at which the other servers reach a server. */
    String clusterHost(int server);

    /** Cuts a server from the other servers, but not from its clients. */
    void cut(int server) throws IOException;

    /** Ends the cut. */
    void heal(int server) throws IOException;

    @Override
    void close();

    /** All servers on 127.0.0.1, where nothing can be cut. */
    FleetNetwork LOOPBACK = new FleetNetwork() {
        @Override
        public List<String> prefix(int server) {
            return List.of();
        }

        @Override
        public String clientHost(int server) {
            return "127.0.0.1";
        }

        @Override
        public String clusterHost(int server) {
            return "127.0.0.1";
        }

        @Override
        public void cut(int server) throws IOException {
            throw new IOException("a cut needs network namespaces");
        }

        @Override
        public void heal(int server) {}

        @Override
        public void close() {}
    };
}
