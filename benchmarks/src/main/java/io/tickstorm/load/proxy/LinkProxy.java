package io.tickstorm.load.proxy;

import io.tickstorm.link.LinkProfile;
import io.tickstorm.load.link.DueTimes;
import io.tickstorm.load.link.LinkedPipe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;

/**
 * Carries every connection over a simulated link of its own. The thread of {@link #run} serves all of them; any thread
 * may call {@link #close}.
 */
public final class LinkProxy implements AutoCloseable {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int READ_BYTES = 64 * 1024;
    private static final int BACKLOG = 1_024;

    private final Settings settings;
    private final Selector selector;
    private final ServerSocketChannel listener;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(READ_BYTES);
    private final DueTimes<ProxiedConnection> due = new DueTimes<>();
    private final ProxyFigures figures = new ProxyFigures();
    private volatile boolean closing;

    /**
     * The settings of a proxy.
     *
     * @param listen address of the clients; port 0 picks one
     * @param to address of the server
     * @param seed seed of the first connection's links; the seeds of later ones are derived from it
     * @param queueBytes queue of each direction of a connection; when it is full, its sender waits
     */
    public record Settings(
            InetSocketAddress listen, InetSocketAddress to, LinkProfile profile, long seed, int queueBytes) {}

    /** Listens. Throws an exception if it cannot listen on the port. */
    public LinkProxy(Settings settings) throws IOException {
        this.settings = settings;
        selector = Selector.open();
        listener = ServerSocketChannel.open();
        try {
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listener.bind(settings.listen(), BACKLOG);
            listener.configureBlocking(false);
            listener.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException | RuntimeException e) {
            listener.close();
            selector.close();
            throw e;
        }
    }

    /** Returns the port that it listens on. */
    public int port() throws IOException {
        return ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    /** Serves until it is closed, and describes each second in a line. */
    public void run(Consumer<String> perSecond) throws IOException {
        long startNs = System.nanoTime();
        long second = 1;
        while (!closing) {
            long nowNs = System.nanoTime();
            if (nowNs - startNs >= second * SECOND_NS) {
                perSecond.accept(figures.second(second, heldBytes()));
                second++;
            }
            long untilNs = Math.min(due.nextNs(), startNs + second * SECOND_NS);
            // Bytes are up to a millisecond late, which the line shows. Spinning would occupy a core of the
            // measurement.
            selector.select(Math.max(1, (untilNs - nowNs + 999_999) / 1_000_000));
            serve();
        }
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    @Override
    public void close() {
        closing = true;
        selector.wakeup();
    }

    private void serve() {
        long nowNs = System.nanoTime();
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.channel() == listener) {
                accept();
            } else {
                move((ProxiedConnection) key.attachment(), nowNs);
            }
        }
        selector.selectedKeys().clear();
        for (ProxiedConnection next = due.poll(nowNs); next != null; next = due.poll(nowNs)) {
            move(next, nowNs);
        }
    }

    private void move(ProxiedConnection connection, long nowNs) {
        if (connection.move(scratch, nowNs)) {
            due.add(connection, connection.nextNs());
        } else {
            due.remove(connection);
        }
    }

    /** Accepts a client. One that cannot be connected is closed; the others go on. */
    private void accept() {
        try {
            SocketChannel client = listener.accept();
            if (client != null) {
                open(client);
            }
        } catch (IOException e) {
            figures.unreachable();
        }
    }

    private void open(SocketChannel client) throws IOException {
        SocketChannel server = SocketChannel.open();
        try {
            for (SocketChannel channel : new SocketChannel[] {client, server}) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            long seed = settings.seed() + 2 * figures.accepted();
            LinkedPipe[] upAndDown = {
                new LinkedPipe(settings.profile().up(seed), settings.queueBytes()),
                new LinkedPipe(settings.profile().down(seed + 1), settings.queueBytes())
            };
            server.connect(settings.to());
            new ProxiedConnection(client, server, upAndDown, selector, figures);
            figures.opened();
        } catch (IOException | RuntimeException e) {
            client.close();
            server.close();
            throw e;
        }
    }

    private long heldBytes() {
        return selector.keys().stream()
                        .filter(key -> key.attachment() instanceof ProxiedConnection)
                        .mapToLong(key -> ((ProxiedConnection) key.attachment()).heldBytes())
                        .sum()
                / 2;
    }
}
