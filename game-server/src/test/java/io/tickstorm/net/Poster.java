package io.tickstorm.net;

import io.tickstorm.net.polling.PollingClient;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Posts bodies over sockets that are kept from one request to the next, each by its own thread, and can abort one at
 * any moment. After some aborts the JDK's HTTP client never sends later requests (seen on 25).
 */
public final class Poster {
    private static final int NONE = 0;

    private final int port;
    private final String path;
    private final Queue<Socket> kept = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(run -> {
        Thread thread = new Thread(run, "poster");
        thread.setDaemon(true);
        return thread;
    });

    /** Receives an answer once, on any thread; status 0 means no answer. */
    public interface Answered {
        void answered(int status, byte[] body);
    }

    public Poster(int port, String path) {
        this.port = port;
        this.path = path;
    }

    /** Posts a body. Returns an action that aborts the request. */
    public Runnable post(byte[] body, Answered answered) {
        Exchange exchange = new Exchange(body, answered);
        threads.execute(exchange);
        return exchange::cut;
    }

    private final class Exchange implements Runnable {
        private final byte[] request;
        private final Answered answered;
        private byte[] body = {};
        private boolean isCut;
        private @Nullable Socket socket;

        Exchange(byte[] request, Answered answered) {
            this.request = request;
            this.answered = answered;
        }

        @Override
        public void run() {
            int status = NONE;
            Socket used = kept.poll();
            try {
                used = used == null ? connect() : used;
                hold(used);
                status = exchange(used);
                release(used);
            } catch (IOException e) {
                status = NONE;
                cut();
            }
            answered.answered(status, body);
        }

        private int exchange(Socket used) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            String head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nContent-Length: "
                    + request.length + "\r\n\r\n";
            out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(request);
            used.getOutputStream().write(out.toByteArray());
            DataInputStream in = new DataInputStream(used.getInputStream());
            int status = Integer.parseInt(line(in).split(" ", -1)[1]);
            int length = 0;
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(
                            header.substring(header.indexOf(':') + 1).strip());
                }
            }
            body = in.readNBytes(length);
            return status;
        }

        private synchronized void hold(Socket used) throws IOException {
            socket = used;
            if (isCut) {
                throw new IOException("cut off");
            }
        }

        private synchronized void release(Socket used) throws IOException {
            if (isCut) {
                throw new IOException("cut off");
            }
            socket = null;
            kept.add(used);
        }

        synchronized void cut() {
            isCut = true;
            try {
                if (socket != null) {
                    socket.close();
                }
            } catch (IOException e) {
                // The socket is already closed.
            }
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PollingClient.HANG.toMillis());
        return socket;
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
