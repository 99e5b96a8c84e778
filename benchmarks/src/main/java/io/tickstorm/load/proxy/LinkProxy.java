package io.tickstorm.load.proxy;

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
 * Carries every connection over a simulated link of its own. {@link #run} is the one thread of all of them; {@link
 * #close} may come from any.
 */
public final class LinkProxy implements AutoCloseable {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int READ_BYTES = 64 * 1024;
    private static final int BACKLOG = 1_024;

    private final ProxySettings settings;
    private final Selector selector;
    private final ServerSocketChannel door;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(READ_BYTES);
    private final DueTimes<ProxiedConnection> due = new DueTimes<>();
    private final ProxyFigures figures = new ProxyFigures();
    private volatile boolean closing;

    /** @throws IOException if the port cannot be listened on */
    public LinkProxy(ProxySettings settings) throws IOException {
        this.settings = settings;
        selector = Selector.open();
        door = ServerSocketChannel.open();
        try {
            door.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            door.bind(settings.listen(), BACKLOG);
            door.configureBlocking(false);
            door.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException | RuntimeException e) {
            door.close();
            selector.close();
            throw e;
        }
    }

    public int port() throws IOException {
        return ((InetSocketAddress) door.getLocalAddress()).getPort();
    }

    /** Serves until it is closed, and tells what each second was like. */
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
            // Up to a millisecond late, and said so each second: spinning would take a core from whoever is measured.
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
            if (key.channel() == door) {
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

    /** Somebody who cannot be let in is closed: the others go on. */
    private void accept() {
        try {
            SocketChannel client = door.accept();
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
