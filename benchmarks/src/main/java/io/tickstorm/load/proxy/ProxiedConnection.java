package io.tickstorm.load.proxy;

import io.tickstorm.load.link.LinkedPipe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A client's connection, its connection to the server, and a pipe each way. The proxy's thread only. */
final class ProxiedConnection {
    private final Direction up;
    private final Direction down;
    private final SocketChannel client;
    private final SocketChannel server;
    private final ProxyFigures figures;
    private final SelectionKey clientKey;
    private final SelectionKey serverKey;
    private boolean connected;
    private boolean closed;

    /** The bytes from one socket to the other. */
    private static final class Direction {
        final SocketChannel from;
        final SocketChannel to;
        final LinkedPipe pipe;
        boolean blocked;
        boolean finished;

        Direction(SocketChannel from, SocketChannel to, LinkedPipe pipe) {
            this.from = from;
            this.to = to;
            this.pipe = pipe;
        }

        long nextNs() {
            return blocked || finished ? LinkedPipe.NEVER : pipe.nextArrivalNs();
        }
    }

    /** Registers both sockets. The server's is still connecting. */
    ProxiedConnection(
            SocketChannel client, SocketChannel server, LinkedPipe[] upAndDown, Selector selector, ProxyFigures figures)
            throws IOException {
        this.client = client;
        this.server = server;
        this.figures = figures;
        up = new Direction(client, server, upAndDown[0]);
        down = new Direction(server, client, upAndDown[1]);
        clientKey = client.register(selector, 0, this);
        serverKey = server.register(selector, SelectionKey.OP_CONNECT, this);
    }

    /** Reads as far as there is room, and delivers bytes that are due. Returns false once the connection is over. */
    boolean move(ByteBuffer scratch, long nowNs) {
        if (closed) {
            return false;
        }
        try {
            if (!connected) {
                connected = server.finishConnect();
            }
            if (connected) {
                read(up, clientKey, scratch, nowNs);
                read(down, serverKey, scratch, nowNs);
                deliver(up, nowNs);
                deliver(down, nowNs);
                clientKey.interestOps(interest(up, down));
                serverKey.interestOps(interest(down, up));
            }
        } catch (IOException e) {
            if (!connected) {
                figures.unreachable();
            }
            close();
        }
        if (up.finished && down.finished) {
            close();
        }
        return !closed;
    }

    /** Returns the time at which the next bytes are due. */
    long nextNs() {
        return Math.min(up.nextNs(), down.nextNs());
    }

    long heldBytes() {
        return (long) up.pipe.heldBytes() + down.pipe.heldBytes();
    }

    void close() {
        if (!closed) {
            closed = true;
            figures.closed();
            closeQuietly(client);
            closeQuietly(server);
        }
    }

    private void read(Direction direction, SelectionKey key, ByteBuffer scratch, long nowNs) throws IOException {
        if (!key.isReadable()) {
            return;
        }
        int room = direction.pipe.roomBytes();
        if (room == 0) {
            return;
        }
        scratch.clear().limit(Math.min(scratch.capacity(), room));
        int count = direction.from.read(scratch);
        if (count < 0) {
            direction.pipe.end(nowNs);
        } else {
            direction.pipe.send(scratch.flip(), nowNs);
            if (direction.pipe.roomBytes() == 0) {
                figures.heldBack();
            }
        }
    }

    private void deliver(Direction direction, long nowNs) throws IOException {
        direction.blocked = false;
        long dueNs = direction.pipe.nextArrivalNs();
        for (ByteBuffer bytes = direction.pipe.arrived(nowNs); bytes != null; bytes = direction.pipe.arrived(nowNs)) {
            int count = direction.to.write(bytes);
            boolean all = !bytes.hasRemaining();
            direction.pipe.consumed(count);
            figures.delivered(direction == up, count, nowNs - dueNs);
            if (!all) {
                direction.blocked = true;
                return;
            }
            dueNs = direction.pipe.nextArrivalNs();
        }
        if (!direction.finished && direction.pipe.hasEnded(nowNs)) {
            direction.finished = true;
            direction.to.shutdownOutput();
        }
    }

    /** Returns the operations of the socket that one direction reads and the other one writes. */
    private static int interest(Direction reads, Direction writes) {
        return (reads.pipe.roomBytes() > 0 ? SelectionKey.OP_READ : 0) | (writes.blocked ? SelectionKey.OP_WRITE : 0);
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The connection has ended already.
        }
    }
}
