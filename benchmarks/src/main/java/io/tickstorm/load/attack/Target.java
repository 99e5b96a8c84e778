package io.tickstorm.load.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where a client connects, and from where. Immutable.
 *
 * @param from its own address; null: whichever the system picks
 * @param tls null: a plain connection
 */
record Target(URI url, @Nullable InetAddress from, @Nullable SSLSocketFactory tls) {
    private static final int CONNECT_MS = 5_000;

    static Target plain(URI url) {
        return new Target(url, null, null);
    }

    Target from(String address) throws IOException {
        return new Target(url, InetAddress.getByName(address), tls);
    }

    /** A connected socket whose reads give up after this time. */
    Socket open(int readMs) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(readMs);
            // No TIME_WAIT here: many connections would use up the ports.
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
