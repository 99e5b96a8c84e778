package io.tickstorm.exchange;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Opens sockets and counts all that passes through them. The client's thread only. */
final class Wire implements AutoCloseable {
    /** Who is told that bytes came. */
    interface Reader {
        void read(SocketChannel channel) throws IOException;
    }

    private static final class Attachment {
        private final Reader reader;
        private byte[] unsent = {};

        private Attachment(Reader reader) {
            this.reader = reader;
        }
    }

    private final InetSocketAddress server;
    private final Selector selector = Selector.open();
    long connections;
    long bytesUp;
    long bytesDown;

    Wire(int port) throws IOException {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    SocketChannel connect(Reader reader) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        boolean isConnected = channel.connect(server);
        channel.register(
                selector, isConnected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, new Attachment(reader));
        connections++;
        return channel;
    }

    /** Once, if it is not connected yet: it is written as soon as it is. */
    void write(SocketChannel channel, byte[] bytes) throws IOException {
        if (!channel.isConnected()) {
            ((Attachment) channel.keyFor(selector).attachment()).unsent = bytes;
            return;
        }
        ByteBuffer out = ByteBuffer.wrap(bytes);
        while (out.hasRemaining()) {
            bytesUp += channel.write(out);
        }
    }

    /** False at the end of the stream. */
    boolean read(SocketChannel channel, ByteBuffer into) throws IOException {
        int count = channel.read(into);
        bytesDown += Math.max(0, count);
        return count >= 0;
    }

    /** Waits a millisecond at most and has everybody read who can. */
    void serve() throws IOException {
        selector.select(1);
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isValid()) {
                serve(key, (SocketChannel) key.channel(), (Attachment) key.attachment());
            }
        }
        selector.selectedKeys().clear();
    }

    private void serve(SelectionKey key, SocketChannel channel, Attachment attachment) throws IOException {
        if (key.isConnectable() && channel.finishConnect()) {
            key.interestOps(SelectionKey.OP_READ);
            write(channel, attachment.unsent);
        } else if (key.isReadable()) {
            attachment.reader.read(channel);
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
