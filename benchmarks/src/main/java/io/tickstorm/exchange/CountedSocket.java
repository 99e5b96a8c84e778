package io.tickstorm.exchange;

import io.tickstorm.kit.SelectorLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A client's socket, whose connect and bytes are counted. The loop's thread only. */
final class CountedSocket implements SelectorLoop.Endpoint, AutoCloseable {
    private static final int READ_BYTES = 4_096;
    private final SocketChannel channel = SocketChannel.open();
    private final ByteBuffer in = ByteBuffer.allocate(READ_BYTES);
    private final Traffic traffic;
    private final Reader reader;
    private byte[] unsent = {};

    /** The reader of a socket's bytes. */
    interface Reader {
        /** Reads bytes. Unread bytes are passed again, before the next ones. */
        void received(ByteBuffer in) throws IOException;

        /** Called once the server has ended the connection. */
        void ended() throws IOException;
    }

    /** Connects players to the server and counts their traffic. */
    static final class Traffic {
        long connections;
        long bytesUp;
        long bytesDown;
        private final SelectorLoop loop;
        private final int port;

        Traffic(SelectorLoop loop, int port) {
            this.loop = loop;
            this.port = port;
        }

        void reset() {
            connections = 0;
            bytesUp = 0;
            bytesDown = 0;
        }
    }

    /** Begins to connect. */
    CountedSocket(Traffic traffic, Reader reader) throws IOException {
        this.traffic = traffic;
        this.reader = reader;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        boolean isConnected = channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), traffic.port));
        traffic.loop.register(channel, isConnected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
        traffic.connections++;
    }

    /** Writes all bytes. Before the connect is done, it accepts one write, which follows the connect. */
    void write(byte[] bytes) throws IOException {
        if (!channel.isConnected()) {
            unsent = bytes;
            return;
        }
        ByteBuffer out = ByteBuffer.wrap(bytes);
        while (out.hasRemaining()) {
            traffic.bytesUp += channel.write(out);
        }
    }

    @Override
    public void ready(SelectionKey key, long nowNs) throws IOException {
        if (key.isConnectable() && channel.finishConnect()) {
            key.interestOps(SelectionKey.OP_READ);
            write(unsent);
        } else if (key.isReadable()) {
            int count = channel.read(in);
            traffic.bytesDown += Math.max(0, count);
            reader.received(in.flip());
            in.compact();
            if (count < 0) {
                reader.ended();
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
