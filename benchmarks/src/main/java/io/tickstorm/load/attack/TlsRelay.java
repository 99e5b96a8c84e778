package io.tickstorm.load.attack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Connects clients without TLS to a server with TLS. It listens on a port of the loopback address, and encrypts one
 * direction and decrypts the other. One thread accepts, and two serve each connection.
 */
final class TlsRelay implements AutoCloseable {
    private static final int BACKLOG = 100;
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int CONNECTIONS_MAX = 100;

    private final ServerSocket listener;
    private final Target server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /** @param server the server, with TLS */
    TlsRelay(Target server) throws IOException {
        this.server = server;
        listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        begin("tls-relay", this::accept);
    }

    /** Returns the address that clients connect to. */
    URI url() {
        return URI.create("ws://127.0.0.1:" + listener.getLocalPort() + "/ws");
    }

    private void accept() {
        try {
            while (true) {
                Socket plain = listener.accept();
                sockets.removeIf(Socket::isClosed);
                if (sockets.size() >= 2 * CONNECTIONS_MAX) {
                    plain.close();
                } else {
                    sockets.add(plain);
                    begin("tls-relay-up", () -> connect(plain));
                }
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void connect(Socket plain) {
        try {
            plain.setTcpNoDelay(true);
            Socket secured = server.open(0);
            sockets.add(secured);
            begin("tls-relay-down", () -> carry(secured, plain));
            carry(plain, secured);
        } catch (IOException e) {
            close(plain);
        }
    }

    private static void carry(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // If one side has ended, so does the other.
        } finally {
            close(from);
            close(to);
        }
    }

    private static void begin(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // The socket has ended already.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            // The socket has ended already.
        }
        sockets.forEach(TlsRelay::close);
    }
}
