package io.tickstorm.load.attack;

import io.tickstorm.kit.ClientFrames;
import io.tickstorm.kit.Handshake;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Join;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A connection that sends any bytes, and only detects a Close in the received ones. One thread. */
final class RawConnection implements AutoCloseable {
    private static final int CLOSE_OPCODE = ClientFrames.CLOSE & 15;
    private static final int NO_STATUS = 1005;
    private static final int SEND_ATTEMPTS_MAX = 1_000;
    private static final long PAUSE_NS = 100_000;
    private static final int ANSWER_ATTEMPTS_MAX = 50_000;
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(16 * 1024);
    private int skip;
    private boolean closed;
    private int closeCode;

    /** Connects with TCP alone. */
    RawConnection(URI url, int receiveBytes) throws IOException {
        this(url, receiveBytes, null);
    }

    /**
     * Connects with TCP alone.
     *
     * @param receiveBytes SO_RCVBUF; 0: the system's default
     * @param from its own address; null: the system picks one
     */
    RawConnection(URI url, int receiveBytes, @Nullable InetAddress from) throws IOException {
        channel = SocketChannel.open();
        try {
            if (from != null) {
                channel.bind(new InetSocketAddress(from, 0));
            }
            if (receiveBytes > 0) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBytes);
            }
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            // Avoids TIME_WAIT, because many connections would use up the ports.
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.connect(new InetSocketAddress(url.getHost(), url.getPort()));
            channel.configureBlocking(false);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Returns a connection that is upgraded to a WebSocket. */
    static RawConnection upgraded(URI url, int receiveBytes, Random random) throws IOException {
        RawConnection connection = new RawConnection(url, receiveBytes);
        try {
            connection.upgrade(url, new Handshake(random));
            return connection;
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    /** Performs the handshake. Bytes after the head are read by {@link #listen}. */
    private void upgrade(URI url, Handshake handshake) throws IOException {
        channel.configureBlocking(true);
        channel.write(ByteBuffer.wrap(handshake.request(url)));
        String head = null;
        while (head == null) {
            if (channel.read(in) < 0) {
                throw new IOException("the server closed during the handshake");
            }
            head = Handshake.readHead(in.flip());
            in.compact();
        }
        handshake.check(head);
        channel.configureBlocking(false);
    }

    boolean isClosed() {
        return closed;
    }

    /** Returns the code of the server's Close; 0 if none was received. */
    int closeCode() {
        return closeCode;
    }

    void join(String name, Random random) {
        byte[] join = ClientFrame.newBuilder()
                .setJoin(Join.newBuilder().setName(name))
                .build()
                .toByteArray();
        send(ClientFrames.of(ClientFrames.BINARY, join, random.nextInt()));
    }

    void send(String text) {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends all bytes. If the server has closed or does not read, the connection ends. */
    void send(byte[] bytes) {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        for (int attempts = 0; !closed && out.hasRemaining(); attempts++) {
            int before = out.remaining();
            if (offer(out) && out.remaining() == before) {
                if (attempts > SEND_ATTEMPTS_MAX) {
                    close();
                }
                LockSupport.parkNanos(PAUSE_NS);
            }
        }
    }

    /** Writes the bytes that the socket accepts now. Returns false once the connection has ended. */
    boolean offer(ByteBuffer out) {
        try {
            if (!closed) {
                channel.write(out);
            }
        } catch (IOException e) {
            close();
        }
        return !closed;
    }

    /** Waits for the first bytes of an answer, or for the end of the stream, at most 5 s. */
    void awaitAnswer() throws IOException {
        for (int attempts = 0; attempts < ANSWER_ATTEMPTS_MAX && channel.read(in.clear()) == 0; attempts++) {
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    /** Reads and discards all received bytes, a Close too. Only the end of the stream ends the connection. */
    void discard() {
        read(false);
    }

    /** Reads all received bytes. A Close or the end of the stream ends the connection. */
    void listen() {
        read(true);
    }

    private void read(boolean handlesClose) {
        try {
            int count = closed ? 0 : 1;
            while (count > 0 && !closed) {
                count = channel.read(handlesClose ? in : in.clear());
                in.flip();
                while (handlesClose && !closed && skipFrame()) {}
                in.compact();
            }
            if (count < 0) {
                close();
            }
        } catch (IOException e) {
            close();
        }
    }

    /** Skips the header of a frame, and the part of its payload that has arrived. */
    private boolean skipFrame() {
        if (skip > 0) {
            int count = Math.min(skip, in.remaining());
            in.position(in.position() + count);
            skip -= count;
            return in.hasRemaining();
        }
        if (in.remaining() < 2) {
            return false;
        }
        int at = in.position();
        int length = in.get(at + 1) & 127;
        int header = length == 126 ? 4 : length == 127 ? 10 : 2;
        if (in.remaining() < header + Math.min(2, length)) {
            return false;
        }
        if ((in.get(at) & 15) == CLOSE_OPCODE) {
            closeCode = length < 2 ? NO_STATUS : in.getShort(at + 2) & 0xFFFF;
            close();
            return false;
        }
        skip = length == 126 ? in.getShort(at + 2) & 0xFFFF : length == 127 ? (int) in.getLong(at + 2) : length;
        in.position(at + header);
        return true;
    }

    /** Closes the socket without a Close. */
    @Override
    public void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            // The connection has ended already.
        }
    }
}
