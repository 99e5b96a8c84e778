package io.tickstorm.load.attack;

import io.tickstorm.load.client.Handshake;
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

/** A connection that says whatever its owner wants, and knows of what comes only whether it is a Close. One thread. */
final class Intruder implements AutoCloseable {
    private static final int RESPONSE_MAX = 4_096;
    private static final int CLOSE = 8;
    private static final String HEAD_END = "\r\n\r\n";
    private static final int SAY_TRIES_MAX = 1_000;
    private static final long SAY_PAUSE_NS = 100_000;
    private static final int ANSWER_TRIES_MAX = 50_000;

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(16 * 1024);
    private int skip;
    private boolean closed;
    /** Has been told to go, and why; 0: not yet. */
    int closeCode;

    /** TCP alone. */
    Intruder(URI url, int receiveBytes) throws IOException {
        this(url, receiveBytes, null);
    }

    /** @param from its own address; null: whichever the system picks */
    Intruder(URI url, int receiveBytes, @Nullable InetAddress from) throws IOException {
        channel = SocketChannel.open();
        try {
            if (from != null) {
                channel.bind(new InetSocketAddress(from, 0));
            }
            if (receiveBytes > 0) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBytes);
            }
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            // No TIME_WAIT here: so many connections would use up the ports.
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.connect(new InetSocketAddress(url.getHost(), url.getPort()));
            channel.configureBlocking(false);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Upgraded; waits for the answer. */
    static Intruder upgraded(URI url, int receiveBytes, Random random) throws IOException {
        Intruder intruder = new Intruder(url, receiveBytes);
        try {
            Handshake handshake = new Handshake(random);
            intruder.channel.configureBlocking(true);
            intruder.channel.write(ByteBuffer.wrap(handshake.request(url)));
            String fault = handshake.fault(intruder.readHead());
            if (fault != null) {
                throw new IOException(fault);
            }
            intruder.channel.configureBlocking(false);
            return intruder;
        } catch (IOException e) {
            intruder.close();
            throw e;
        }
    }

    /** What comes after the head stays, for {@link #listen}. */
    private String readHead() throws IOException {
        while (true) {
            String soFar = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
            int end = soFar.indexOf(HEAD_END) + HEAD_END.length();
            if (end >= HEAD_END.length()) {
                in.flip().position(end);
                in.compact();
                return soFar.substring(0, end);
            }
            if (in.position() > RESPONSE_MAX || channel.read(in) < 0) {
                throw new IOException("the server closed during the handshake");
            }
        }
    }

    boolean isClosed() {
        return closed;
    }

    void join(String name, Random random) {
        byte[] join = ClientFrame.newBuilder()
                .setJoin(Join.newBuilder().setName(name))
                .build()
                .toByteArray();
        say(FuzzedFrames.frame(0x82, join, join.length, random));
    }

    void say(String text) {
        say(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** All of it, unless the server has stopped reading or closed: then the connection is over. */
    void say(byte[] bytes) {
        if (closed) {
            return;
        }
        try {
            ByteBuffer out = ByteBuffer.wrap(bytes);
            for (int tries = 0; out.hasRemaining(); tries++) {
                if (channel.write(out) == 0) {
                    if (tries > SAY_TRIES_MAX) {
                        close();
                        return;
                    }
                    LockSupport.parkNanos(SAY_PAUSE_NS);
                }
            }
        } catch (IOException e) {
            close();
        }
    }

    /** Waits for the first bytes of an answer, or the end of the stream; 5 s at most. */
    void awaitAnswer() throws IOException {
        for (int tries = 0; tries < ANSWER_TRIES_MAX && channel.read(in.clear()) == 0; tries++) {
            LockSupport.parkNanos(SAY_PAUSE_NS);
        }
    }

    /** Writes what the socket takes now; false once the connection is over. */
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

    /** Reads what has come and forgets it, a Close too; only the end of the stream ends the connection. */
    void ignore() {
        try {
            int count = closed ? 0 : 1;
            while (count > 0) {
                count = channel.read(in.clear());
            }
            if (count < 0) {
                close();
            }
        } catch (IOException e) {
            close();
        }
    }

    /** Takes what has come; after a Close, or the end of the stream, the connection is over. */
    void listen() {
        try {
            int count = 0;
            do {
                count = closed ? 0 : channel.read(in);
                in.flip();
                while (!closed && takeFrame()) {}
                in.compact();
            } while (count > 0);
            if (count < 0) {
                close();
            }
        } catch (IOException e) {
            close();
        }
    }

    /** The header, and as much of the payload as is here. */
    private boolean takeFrame() {
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
        if ((in.get(at) & 15) == CLOSE) {
            closeCode = length < 2 ? 1005 : in.getShort(at + 2) & 0xFFFF;
            close();
            return false;
        }
        skip = length == 126 ? in.getShort(at + 2) & 0xFFFF : length == 127 ? (int) in.getLong(at + 2) : length;
        in.position(at + header);
        return true;
    }

    /** Without a word. */
    @Override
    public void close() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
