package io.tickstorm.micro;

import io.tickstorm.net.websocket.FrameWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Measures the writing of a tick's frames. Each frame gets its WebSocket header in its connection's buffer, and goes to
 * a loopback socket in one write. The bytes are read between measurements. The kernel uses nearly all of the time.
 */
@State(Scope.Benchmark)
public class WriteStageBenchmark {
    private static final int FRAME_BYTES = 110;
    /** The number of socket pairs. More players share them in turn. */
    private static final int SOCKETS_MAX = 250;

    private static final int READ_BYTES = 1 << 16;

    @Param({"10", "100", "1000", "10000"})
    public int players;

    private final byte[] payload = new byte[FRAME_BYTES];
    private final ByteBuffer drained = ByteBuffer.allocateDirect(READ_BYTES);
    private SocketChannel[] ours = {};
    private SocketChannel[] theirs = {};
    private ByteBuffer[] buffers = {};

    /** Connects the socket pairs. */
    @Setup
    public void connect() throws IOException {
        int sockets = Math.min(players, SOCKETS_MAX);
        ours = new SocketChannel[sockets];
        theirs = new SocketChannel[sockets];
        buffers = new ByteBuffer[players];
        for (int i = 0; i < players; i++) {
            buffers[i] = ByteBuffer.allocateDirect(FRAME_BYTES + FrameWriter.HEADER_MAX);
        }
        try (ServerSocketChannel listening = ServerSocketChannel.open()) {
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            for (int i = 0; i < sockets; i++) {
                theirs[i] = SocketChannel.open(listening.getLocalAddress());
                theirs[i].configureBlocking(false);
                ours[i] = listening.accept();
                ours[i].configureBlocking(false);
                ours[i].setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
        }
    }

    /** Closes the sockets. */
    @TearDown
    public void disconnect() throws IOException {
        for (int i = 0; i < ours.length; i++) {
            ours[i].close();
            theirs[i].close();
        }
    }

    /** Reads the bytes of the last measurement. */
    @Setup(Level.Invocation)
    public void drain() throws IOException {
        for (SocketChannel channel : theirs) {
            while (channel.read(drained.clear()) == READ_BYTES) {}
        }
    }

    /** Copies and writes the frame of each player. Returns the bytes that the kernel accepted. */
    @Benchmark
    public int write() throws IOException {
        int bytes = 0;
        for (int i = 0; i < players; i++) {
            ByteBuffer buffer = buffers[i].clear();
            FrameWriter.binary(buffer, payload, FRAME_BYTES);
            bytes += ours[i % ours.length].write(buffer.flip());
        }
        if (bytes != players * (FRAME_BYTES + 2)) {
            throw new IllegalStateException("the kernel did not accept all bytes, so the measurement is invalid");
        }
        return bytes;
    }
}
