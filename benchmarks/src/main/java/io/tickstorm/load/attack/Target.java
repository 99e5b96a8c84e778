package io.tickstorm.load.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The server that a client connects to, and the client's own address. Immutable.
 *
 * @param from the client's address; null: the system picks one
 * @param tls null: a plain connection
 */
record Target(URI url, @Nullable InetAddress from, @Nullable SSLSocketFactory tls) {
    private static final int CONNECT_MS = 5_000;

    /** Returns a target without TLS, from an address that the system picks. */
    static Target plain(URI url) {
        return new Target(url, null, null);
    }

    /** Returns the same target from another address. */
    Target from(String address) throws IOException {
        return new Target(url, InetAddress.getByName(address), tls);
    }

    /** Returns a connected socket whose reads time out; 0: they never do. */
    Socket open(int readMs) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(readMs);
            // Avoids TIME_WAIT, because many connections would use up the ports.
            socket.setSoLinger(true, 0);
            if (from != null) {
                socket.bind(new InetSocketAddress(from, 0));
            }
            socket.connect(new InetSocketAddress(url.getHost(), url.getPort()), CONNECT_MS);
            return tls == null ? socket : tls.createSocket(socket, url.getHost(), url.getPort(), true);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
