package io.tickstorm.load.client;

import io.tickstorm.load.link.LinkedPipe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of a client, from the connect to the close: handshake, masked frames out, whole messages in. Bytes go
 * straight to the socket, or through a simulated link each way. The swarm's thread.
 */
final class WebSocketConnection {
    private static final int RESPONSE_MAX = 16 * 1024;
    private static final int UNSENT_MAX = 16 * 1024;
    private static final int FIN_BINARY = 0x82;
    private static final int FIN_CLOSE = 0x88;
    private static final int FIN_PONG = 0x8A;
    private static final int MASKED = 0x80;

    /** Who uses the connection. */
    interface Listener {
        void opened(long nowNs) throws IOException;

        /** @param readNs when its last bytes left the real socket, before any simulated link */
        void message(ByteBuffer in, int length, long readNs, long nowNs) throws IOException;

        /** Once, whatever ended it. */
        void closed(String why, long nowNs);
    }

    private final Listener listener;
    private final Wires wires;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Handshake handshake;
    private final @Nullable LinkedPipe up;
    private final @Nullable LinkedPipe down;
    private @Nullable ByteBuffer kept;
    private @Nullable ByteBuffer unsent;
    private boolean connected;
    private boolean open;
    private boolean closed;

    /** Begins to connect; the key's attachment is this. */
    WebSocketConnection(Listener listener, Wires wires, @Nullable LinkedPipe up, @Nullable LinkedPipe down)
            throws IOException {
        this.listener = listener;
        this.wires = wires;
        this.up = up;
        this.down = down;
        handshake = new Handshake(wires.random());
        channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (down != null) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, Wires.LINKED_RECEIVE_BYTES);
            }
            key = channel.register(wires.selector(), SelectionKey.OP_CONNECT, this);
            channel.connect(address(wires.url()));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    static InetSocketAddress address(URI url) {
        return new InetSocketAddress(url.getHost(), url.getPort() < 0 ? 80 : url.getPort());
    }

    /** The selector found something to do. */
    void ready(long nowNs) {
        if (closed) {
            return;
        }
        try {
            if (!connected) {
                connected = channel.finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                transmit(ByteBuffer.wrap(handshake.request(wires.url())), nowNs);
                return;
            }
            if (key.isWritable()) {
                flush();
            }
            if (key.isReadable()) {
                read(nowNs);
            }
        } catch (IOException e) {
            end(reason(e), nowNs);
        }
    }

    /** Something may have arrived over the simulated link. */
    void due(long nowNs) {
        if (closed || up == null || down == null) {
            return;
        }
        try {
            deliverUp(up, nowNs);
            for (ByteBuffer bytes = down.arrived(nowNs); bytes != null && !closed; bytes = down.arrived(nowNs)) {
                wires.linkLate(down.nextArrivalNs(), nowNs);
                long readNs = down.oldestSentNs();
                int count = bytes.remaining();
                ByteBuffer in = unparsed().put(bytes);
                down.consumed(count);
                parse(in.flip(), readNs, nowNs);
            }
            if (down.hasEnded(nowNs)) {
                end("the connection was lost", nowNs);
            } else if (!closed) {
                wait(SelectionKey.OP_READ, down.roomBytes() > 0);
            }
        } catch (IOException e) {
            end(reason(e), nowNs);
        }
    }

    private void deliverUp(LinkedPipe pipe, long nowNs) throws IOException {
        for (ByteBuffer bytes = pipe.arrived(nowNs); bytes != null; bytes = pipe.arrived(nowNs)) {
            wires.linkLate(pipe.nextArrivalNs(), nowNs);
            int count = bytes.remaining();
            write(bytes);
            pipe.consumed(count);
        }
    }

    /** When {@link #due} should be called. */
    long nextNs() {
        return up == null || down == null || closed
                ? LinkedPipe.NEVER
                : Math.min(up.nextArrivalNs(), down.nextArrivalNs());
    }

    /** False if it could not be taken, because the peer or the link does not take any more. */
    boolean send(byte[] payload, int length, long nowNs) throws IOException {
        if (!open || unsent != null && unsent.remaining() > UNSENT_MAX || up != null && up.roomBytes() < length + 8) {
            return false;
        }
        frame(FIN_BINARY, payload, length, nowNs);
        return true;
    }

    /** The orderly end; the listener is not told. */
    void leave(long nowNs) {
        try {
            if (open) {
                frame(FIN_CLOSE, new byte[] {3, (byte) 0xE8}, 2, nowNs);
            }
            // Whoever leaves does not wait for his link.
            while (up != null && up.nextArrivalNs() != LinkedPipe.NEVER) {
                deliverUp(up, up.nextArrivalNs());
            }
        } catch (IOException e) {
            // It is gone either way.
        }
        release();
    }

    /** As if the network went away: a reset, which the server cannot mistake for a farewell. The listener is told. */
    void reset(long nowNs) {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // Then it ends with a FIN.
        }
        end("reset by the storm", nowNs);
    }

    Listener listener() {
        return listener;
    }

    private void read(long nowNs) throws IOException {
        if (down == null) {
            ByteBuffer in = unparsed();
            int count = channel.read(in);
            parse(in.flip(), nowNs, nowNs);
            if (count < 0) {
                end("the server closed the connection", nowNs);
            }
            return;
        }
        ByteBuffer in = wires.scratch().clear();
        in.limit(Math.min(in.capacity(), down.roomBytes()));
        int count = in.hasRemaining() ? channel.read(in) : 0;
        if (count < 0) {
            down.end(nowNs);
        } else {
            down.send(in.flip(), nowNs);
        }
        wait(SelectionKey.OP_READ, down.roomBytes() > 0);
    }

    /** The scratch buffer, beginning with what was not a whole message yet. */
    private ByteBuffer unparsed() {
        ByteBuffer in = wires.scratch().clear();
        if (kept != null) {
            in.put(kept);
            kept = null;
        }
        return in;
    }

    private void parse(ByteBuffer in, long readNs, long nowNs) throws IOException {
        if (!open) {
            readResponse(in, nowNs);
        }
        while (open && !closed && frame(in, readNs, nowNs)) {}
        if (in.hasRemaining() && !closed) {
            if (in.remaining() > Wires.MESSAGE_MAX) {
                throw new IOException("the server sent a frame of over " + Wires.MESSAGE_MAX + " bytes");
            }
            kept = ByteBuffer.allocate(in.remaining()).put(in).flip();
        }
    }

    private void readResponse(ByteBuffer in, long nowNs) throws IOException {
        String text = StandardCharsets.ISO_8859_1.decode(in.duplicate()).toString();
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            if (text.length() > RESPONSE_MAX) {
                throw new IOException("the server's response to the handshake does not end");
            }
            return;
        }
        String fault = handshake.fault(text.substring(0, end));
        if (fault != null) {
            throw new IOException(fault);
        }
        in.position(in.position() + end + 4);
        open = true;
        listener.opened(nowNs);
    }

    /** One frame of the server, which may not be masked; false if it is not complete yet. */
    private boolean frame(ByteBuffer in, long readNs, long nowNs) throws IOException {
        if (in.remaining() < 2) {
            return false;
        }
        int start = in.position();
        int length7 = in.get(start + 1) & 0xFF;
        int header = length7 == 126 ? 4 : length7 == 127 ? 10 : 2;
        if (in.remaining() < header) {
            return false;
        }
        long length =
                length7 == 126 ? in.getShort(start + 2) & 0xFFFF : length7 == 127 ? in.getLong(start + 2) : length7;
        if ((length7 & MASKED) != 0 || length < 0 || length > Wires.MESSAGE_MAX) {
            throw new IOException("the server sent a masked or overlong frame");
        }
        if (in.remaining() < header + length) {
            return false;
        }
        in.position(start + header);
        take(in.get(start) & 0xFF, in, (int) length, readNs, nowNs);
        if (!closed) {
            in.position(start + header + (int) length);
        }
        return true;
    }

    private void take(int head, ByteBuffer in, int length, long readNs, long nowNs) throws IOException {
        switch (head) {
            case FIN_BINARY -> listener.message(in, length, readNs, nowNs);
            case FIN_CLOSE -> {
                int code = length < 2 ? 1005 : in.getShort(in.position()) & 0xFFFF;
                byte[] echo = {(byte) (code >> 8), (byte) code};
                frame(FIN_CLOSE, echo, length < 2 ? 0 : 2, nowNs);
                end("the server closed with " + code, nowNs);
            }
            case 0x89 -> {
                byte[] answer = new byte[Math.min(125, length)];
                in.get(in.position(), answer);
                frame(FIN_PONG, answer, answer.length, nowNs);
            }
            case FIN_PONG -> {}
            default -> throw new IOException("the server sent a frame that begins with " + Integer.toHexString(head));
        }
    }

    /** Shorter than 126 bytes or in two length bytes; masked with a fresh key. */
    private void frame(int head, byte[] payload, int length, long nowNs) throws IOException {
        ByteBuffer out = wires.outgoing().clear().put((byte) head);
        if (length < 126) {
            out.put((byte) (MASKED | length));
        } else {
            out.put((byte) (MASKED | 126)).putShort((short) length);
        }
        int mask = wires.random().nextInt();
        out.putInt(mask);
        for (int i = 0; i < length; i++) {
            out.put((byte) (payload[i] ^ mask >>> 24 - 8 * (i & 3)));
        }
        transmit(out.flip(), nowNs);
    }

    private void transmit(ByteBuffer bytes, long nowNs) throws IOException {
        if (up == null) {
            write(bytes);
        } else if (bytes.remaining() <= up.roomBytes()) {
            up.send(bytes, nowNs);
        }
    }

    /** In order; what the kernel does not take waits. */
    private void write(ByteBuffer bytes) throws IOException {
        if (unsent == null) {
            channel.write(bytes);
            if (!bytes.hasRemaining()) {
                return;
            }
        }
        ByteBuffer rest = ByteBuffer.allocate((unsent == null ? 0 : unsent.remaining()) + bytes.remaining());
        if (unsent != null) {
            rest.put(unsent);
        }
        unsent = rest.put(bytes).flip();
        wait(SelectionKey.OP_WRITE, true);
    }

    private void flush() throws IOException {
        if (unsent != null) {
            channel.write(unsent);
            if (!unsent.hasRemaining()) {
                unsent = null;
            }
        }
        wait(SelectionKey.OP_WRITE, unsent != null);
    }

    private void wait(int operation, boolean wanted) {
        if (!key.isValid()) {
            return;
        }
        int before = key.interestOps();
        int after = wanted ? before | operation : before & ~operation;
        if (after != before) {
            key.interestOps(after);
        }
    }

    private void end(String why, long nowNs) {
        if (!closed) {
            release();
            listener.closed(why, nowNs);
        }
    }

    private void release() {
        closed = true;
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    private static String reason(IOException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
