package io.tickstorm.load.client;

import io.tickstorm.kit.ClientFrames;
import io.tickstorm.kit.Handshake;
import io.tickstorm.kit.SelectorLoop;
import io.tickstorm.load.link.LinkedPipe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket of a player, from the connect to the close: handshake, masked frames out, whole messages in. Bytes go
 * straight to the socket, or through a simulated link each way. The generator's thread only.
 */
final class WebSocketConnection implements SelectorLoop.Endpoint {
    private static final int UNSENT_MAX = 16 * 1024;
    /** SO_RCVBUF behind a simulated link, small so that bytes wait in the link and not in the kernel. */
    private static final int LINKED_RECEIVE_BYTES = 8 * 1024;

    private static final int CONTROL_PAYLOAD_MAX = 125;
    private static final int NO_STATUS = 1005;
    private static final byte[] NORMAL_CLOSE = {3, (byte) 0xE8};

    /** The user of a connection. */
    interface Listener {
        /** Called once the handshake is done. */
        void opened(long nowNs) throws IOException;

        /** @param readNs the time at which its last bytes left the real socket, before any simulated link */
        void message(ByteBuffer in, int length, long readNs, long nowNs) throws IOException;

        /** Called once, for any end but {@link #leave}. */
        void closed(String why, long nowNs);

        /** Called after every turn in which the socket was served. */
        void served();
    }

    private final Listener listener;
    private final ConnectionContext context;
    private final URI url;
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

    /** Begins to connect. Both links are null, or none is. */
    WebSocketConnection(
            Listener listener, ConnectionContext context, URI url, @Nullable LinkedPipe up, @Nullable LinkedPipe down)
            throws IOException {
        this.listener = listener;
        this.context = context;
        this.url = url;
        this.up = up;
        this.down = down;
        handshake = new Handshake(context.random());
        channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (down != null) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, LINKED_RECEIVE_BYTES);
            }
            key = context.loop().register(channel, SelectionKey.OP_CONNECT, this);
            channel.connect(new InetSocketAddress(url.getHost(), url.getPort() < 0 ? 80 : url.getPort()));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void ready(SelectionKey unused, long nowNs) {
        if (!closed) {
            serve(nowNs);
        }
        listener.served();
    }

    private void serve(long nowNs) {
        try {
            if (!connected) {
                connected = channel.finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                transmit(ByteBuffer.wrap(handshake.request(url)), nowNs);
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

    /** Moves the bytes that have arrived over the simulated links. */
    void due(long nowNs) {
        if (closed || up == null || down == null) {
            return;
        }
        try {
            deliverUp(up, nowNs);
            for (ByteBuffer bytes = down.arrived(nowNs); bytes != null && !closed; bytes = down.arrived(nowNs)) {
                context.figures().toolLate(down.nextArrivalNs(), nowNs);
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
            context.figures().toolLate(pipe.nextArrivalNs(), nowNs);
            int count = bytes.remaining();
            write(bytes);
            pipe.consumed(count);
        }
    }

    /** Returns the time at which {@link #due} has to be called; {@link LinkedPipe#NEVER} if no bytes are in transit. */
    long nextNs() {
        return up == null || down == null || closed
                ? LinkedPipe.NEVER
                : Math.min(up.nextArrivalNs(), down.nextArrivalNs());
    }

    /** Sends a binary message. Returns false if the peer or the link accepts no more now. */
    boolean send(byte[] payload, int length, long nowNs) throws IOException {
        if (!open
                || (unsent != null && unsent.remaining() > UNSENT_MAX)
                || (up != null && up.roomBytes() < length + 8)) {
            return false;
        }
        frame(ClientFrames.BINARY, payload, length, nowNs);
        return true;
    }

    /** Closes in an orderly way, without waiting for the link. The listener is not called. */
    void leave(long nowNs) {
        try {
            if (open) {
                frame(ClientFrames.CLOSE, NORMAL_CLOSE, NORMAL_CLOSE.length, nowNs);
            }
            while (up != null && up.nextArrivalNs() != LinkedPipe.NEVER) {
                deliverUp(up, up.nextArrivalNs());
            }
        } catch (IOException e) {
            // The connection has ended already.
        }
        release();
    }

    /** Resets the connection, as if the network had failed. The listener is called. */
    void reset(long nowNs) {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            // The connection then ends with a FIN instead of a reset.
        }
        end("reset by the storm", nowNs);
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
        ByteBuffer in = context.scratch().clear();
        in.limit(Math.min(in.capacity(), down.roomBytes()));
        int count = in.hasRemaining() ? channel.read(in) : 0;
        if (count < 0) {
            down.end(nowNs);
        } else {
            down.send(in.flip(), nowNs);
        }
        wait(SelectionKey.OP_READ, down.roomBytes() > 0);
    }

    /** Returns the scratch buffer, which begins with the incomplete message of the last read. */
    private ByteBuffer unparsed() {
        ByteBuffer in = context.scratch().clear();
        if (kept != null) {
            in.put(kept);
            kept = null;
        }
        return in;
    }

    private void parse(ByteBuffer in, long readNs, long nowNs) throws IOException {
        if (!open) {
            String head = Handshake.readHead(in);
            if (head != null) {
                handshake.check(head);
                open = true;
                listener.opened(nowNs);
            }
        }
        while (open && !closed && readFrame(in, readNs, nowNs)) {}
        if (in.hasRemaining() && !closed) {
            if (in.remaining() > ConnectionContext.MESSAGE_MAX) {
                throw new IOException("the server sent a frame of over " + ConnectionContext.MESSAGE_MAX + " bytes");
            }
            kept = ByteBuffer.allocate(in.remaining()).put(in).flip();
        }
    }

    /** Reads one frame of the server, which may not be masked. Returns false if it is not complete yet. */
    private boolean readFrame(ByteBuffer in, long readNs, long nowNs) throws IOException {
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
        if (length7 > 127 || length < 0 || length > ConnectionContext.MESSAGE_MAX) {
            throw new IOException("the server sent a masked or overlong frame");
        }
        if (in.remaining() < header + length) {
            return false;
        }
        in.position(start + header);
        handle(in.get(start) & 0xFF, in, (int) length, readNs, nowNs);
        if (!closed) {
            in.position(start + header + (int) length);
        }
        return true;
    }

    private void handle(int firstByte, ByteBuffer in, int length, long readNs, long nowNs) throws IOException {
        switch (firstByte) {
            case ClientFrames.BINARY -> listener.message(in, length, readNs, nowNs);
            case ClientFrames.CLOSE -> {
                int code = length < 2 ? NO_STATUS : in.getShort(in.position()) & 0xFFFF;
                byte[] echo = {(byte) (code >> 8), (byte) code};
                frame(ClientFrames.CLOSE, echo, length < 2 ? 0 : 2, nowNs);
                end("the server closed with " + code, nowNs);
            }
            case ClientFrames.PING -> {
                byte[] answer = new byte[Math.min(CONTROL_PAYLOAD_MAX, length)];
                in.get(in.position(), answer);
                frame(ClientFrames.PONG, answer, answer.length, nowNs);
            }
            case ClientFrames.PONG -> {}
            default ->
                throw new IOException("the server sent a frame that begins with " + Integer.toHexString(firstByte));
        }
    }

    private void frame(int firstByte, byte[] payload, int length, long nowNs) throws IOException {
        ByteBuffer out = context.outgoing().clear();
        ClientFrames.write(out, firstByte, payload, length, context.random().nextInt());
        transmit(out.flip(), nowNs);
    }

    private void transmit(ByteBuffer bytes, long nowNs) throws IOException {
        if (up == null) {
            write(bytes);
        } else if (bytes.remaining() <= up.roomBytes()) {
            up.send(bytes, nowNs);
        }
    }

    /** Writes in order, and keeps the bytes that the kernel does not accept. */
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
            // The connection has ended already.
        }
    }

    private static String reason(IOException failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
