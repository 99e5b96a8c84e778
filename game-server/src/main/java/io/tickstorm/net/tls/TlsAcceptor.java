package io.tickstorm.net.tls;

import io.tickstorm.net.admission.Lease;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;
import org.xnio.ssl.SslConnection;

/**
 * Adds TLS to accepted connections, once they have sent a hello and it is their turn; a peer that has already hung up
 * costs only two reads. Undertow's conduit runs its computations on an executor. Each connection has its own executor,
 * which drops the steps of a closed connection. Any I/O thread.
 */
public final class TlsAcceptor {
    /** A TLS record with its header. */
    private static final int BUFFER_BYTES = 17 * 1024;

    private static final int BUFFERS_PER_THREAD = 12;
    private static final OptionMap OPTIONS = OptionMap.create(Options.USE_DIRECT_BUFFERS, true);

    private final Xnio xnio;
    private final Supplier<SSLContext> context;
    private final TlsHandshakes handshakes;
    /** Called for each peer that has hung up before its turn. */
    private final Runnable hungUp;

    private final ByteBufferPool buffers = new DefaultByteBufferPool(true, BUFFER_BYTES, -1, BUFFERS_PER_THREAD);

    public TlsAcceptor(Xnio xnio, Supplier<SSLContext> context, TlsHandshakes handshakes, Runnable hungUp) {
        this.hungUp = hungUp;
        this.xnio = xnio;
        this.context = context;
        this.handshakes = handshakes;
    }

    /**
     * Accepts a connection that will use TLS.
     *
     * @param begun receives the TLS connection over it, on its I/O thread
     * @return a lease to close when the connection has ended
     */
    public Lease accept(StreamConnection tcp, Peer peer, Consumer<StreamConnection> begun) {
        Handshake handshake = new Handshake(tcp, peer, begun);
        tcp.getSourceChannel().setReadListener(readable -> handshake.hello());
        tcp.getSourceChannel().resumeReads();
        return handshake::end;
    }

    /**
     * The other side of a TCP connection.
     *
     * @param handshake closed when the handshake or the connection is over
     */
    public record Peer(InetAddress address, Lease handshake) {}

    /**
     * The handshake of one connection, and its executor. It accepts no steps once it is over: there is no
     * renegotiation.
     */
    private final class Handshake implements Executor, TlsHandshakes.Step {
        private final StreamConnection tcp;
        private final Peer peer;
        private final Consumer<StreamConnection> begun;
        private final PeekingConduit incoming;
        private volatile boolean isOver;

        Handshake(StreamConnection tcp, Peer peer, Consumer<StreamConnection> begun) {
            this.tcp = tcp;
            this.peer = peer;
            this.begun = begun;
            incoming = new PeekingConduit(tcp.getSourceChannel().getConduit());
            tcp.getSourceChannel().setConduit(incoming);
        }

        void end() {
            isOver = true;
            peer.handshake().close();
        }

        /** Handles the first bytes. I/O thread only. */
        void hello() {
            if (incoming.isAtEnd()) {
                hangUp();
            } else if (incoming.hasPeeked()) {
                tcp.getSourceChannel().suspendReads();
                try {
                    handshakes.begin(peer.address(), this);
                } catch (RejectedExecutionException e) {
                    IoUtils.safeClose(tcp);
                }
            }
        }

        @Override
        public void run() {
            tcp.getIoThread().execute(this::begin);
        }

        @Override
        public boolean isOver() {
            return isOver;
        }

        @Override
        public void drop() {
            try {
                tcp.getIoThread().execute(() -> IoUtils.safeClose(tcp));
            } catch (RejectedExecutionException e) {
                // The server stops.
            }
        }

        private void begin() {
            if (isOver || incoming.isAtEnd()) {
                hangUp();
                return;
            }
            SslConnection stream = new UndertowXnioSsl(xnio, OPTIONS, buffers, context.get(), this)
                    .wrapExistingConnection(tcp, OptionMap.EMPTY, false);
            ChannelListener<SslConnection> over = connection -> end();
            stream.getHandshakeSetter().set(over);
            begun.accept(stream);
        }

        private void hangUp() {
            hungUp.run();
            IoUtils.safeClose(tcp);
        }

        @Override
        public void execute(Runnable task) {
            if (isOver) {
                throw new RejectedExecutionException();
            }
            handshakes.goOn(new Arithmetic(this, task));
        }
    }

    private record Arithmetic(Handshake handshake, Runnable task) implements TlsHandshakes.Step {
        @Override
        public void run() {
            task.run();
        }

        @Override
        public boolean isOver() {
            return handshake.isOver;
        }

        @Override
        public void drop() {
            handshake.drop();
        }
    }

    /** A conduit that can detect whether the peer has hung up before the data is read. I/O thread only. */
    private static final class PeekingConduit extends AbstractStreamSourceConduit<StreamSourceConduit> {
        /** The most bytes read ahead: a hello has some hundred bytes; the rest of a longer one is read later. */
        private static final int PEEKED_MAX = 2_048;

        /** Bytes read ahead, in reading mode. */
        private ByteBuffer peeked = ByteBuffer.allocate(0);

        PeekingConduit(StreamSourceConduit next) {
            super(next);
        }

        boolean hasPeeked() {
            return peeked.hasRemaining();
        }

        boolean isAtEnd() {
            if (peeked.capacity() == 0) {
                peeked = ByteBuffer.allocate(PEEKED_MAX).flip();
            }
            peeked.compact();
            try {
                int count = 1;
                while (count > 0 && peeked.hasRemaining()) {
                    count = next.read(peeked);
                }
                return count < 0;
            } catch (IOException e) {
                return true;
            } finally {
                peeked.flip();
            }
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            int count = 0;
            while (peeked.hasRemaining() && into.hasRemaining()) {
                into.put(peeked.get());
                count++;
            }
            if (count == 0) {
                return next.read(into);
            }
            if (!peeked.hasRemaining()) {
                // Replaced for good, so that the connection does not hold the memory.
                peeked = ByteBuffer.allocate(0);
            }
            return count;
        }
    }
}
