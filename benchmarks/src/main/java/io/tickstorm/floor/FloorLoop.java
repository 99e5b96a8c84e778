package io.tickstorm.floor;

import io.tickstorm.kit.FirstFrame;
import io.tickstorm.kit.ServerDefaults;
import io.tickstorm.metrics.ServerMetrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Does the least that a server in Java can do for its players: reads the tick of each
 * input, and writes each player a frame per tick that reports its newest input. One
 * thread runs it; any thread may call {@link #close}.
 */
final class FloorLoop implements Runnable, AutoCloseable {
    private static final int READ_BYTES = 16 * 1024;
    private static final int BACKLOG = 1_000;

    private final FrameSizes sizes;
    private final ReadyFrames frames = new ReadyFrames();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(READ_BYTES);
    private final ServerMetrics metrics = new ServerMetrics();
    private final List<FloorConnection> playing = new ArrayList<>();
    private final Selector selector;
    private final ServerSocketChannel listening;
    private int tick = ReadyFrames.FIRST_TICK;
    private long deadlineNs;

    FloorLoop(int port, FrameSizes sizes) throws IOException {
        this.sizes = sizes;
        selector = Selector.open();
        listening = ServerSocketChannel.open();
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        listening.configureBlocking(false);
        listening.register(selector, SelectionKey.OP_ACCEPT);
    }

    int port() {
        return listening.socket().getLocalPort();
    }

    @Override
    public void run() {
        try {
            deadlineNs = System.nanoTime() + ServerDefaults.TICK_NS;
            while (selector.isOpen()) {
                long waitNs = deadlineNs - System.nanoTime();
                if (waitNs > 0) {
                    selector.select(this::serve, Math.max(1, waitNs / 1_000_000));
                } else {
                    tick(-waitNs);
                    deadlineNs += ServerDefaults.TICK_NS;
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the floor's selector failed", e);
        } catch (java.nio.channels.ClosedSelectorException e) {
            // The loop was closed.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        selector.close();
    }

    private void tick(long lateNs) {
        metrics.tickLateness.observe(lateNs / 1e9);
        writeAll();
        metrics.timings.written(deadlineNs, System.nanoTime());
    }

    private void writeAll() {
        tick++;
        for (int i = playing.size() - 1; i >= 0; i--) {
            try {
                FloorConnection player = playing.get(i);
                if (!player.write(frames.frame(sizes.next(), tick, player.newest()))) {
                    throw new IOException("a client reads too slowly");
                }
            } catch (IOException e) {
                playing.remove(i);
            }
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
            } else {
                read((SocketChannel) key.channel(), (FloorConnection) key.attachment());
            }
        } catch (IOException e) {
            end(key);
        }
    }

    private void accept() throws IOException {
        for (SocketChannel channel = listening.accept(); channel != null; channel = listening.accept()) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, ServerDefaults.SEND_BUFFER_BYTES);
            channel.register(selector, SelectionKey.OP_READ, new FloorConnection(channel, metrics));
        }
    }

    private void read(SocketChannel channel, FloorConnection connection) throws IOException {
        if (channel.read(scratch.clear()) < 0) {
            throw new IOException("the peer has disconnected");
        }
        if (connection.isPlaying()) {
            connection.readInputs(scratch.flip(), tick + 1, deadlineNs - System.nanoTime());
        } else if (connection.received(scratch.flip())) {
            connection.write(ReadyFrames.binary(FirstFrame.of("FLOOR", 0, 1, tick)));
            playing.add(connection);
        }
    }

    private void end(SelectionKey key) {
        key.cancel();
        playing.remove((FloorConnection) key.attachment());
        try {
            key.channel().close();
        } catch (IOException e) {
            // The connection has ended already.
        }
    }
}
