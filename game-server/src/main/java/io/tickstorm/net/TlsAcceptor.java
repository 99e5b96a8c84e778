package io.tickstorm.net;

import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
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
 * Puts TLS on accepted connections. Undertow's conduit hands its arithmetic to an executor; each connection has an
 * executor of its own, which knows whether that connection still is there. Any I/O thread.
 */
final class TlsAcceptor {
    /** A record of TLS and its header. */
    private static final int BUFFER_BYTES = 17 * 1024;

    private static final int BUFFERS_PER_THREAD = 12;
    private static final OptionMap OPTIONS = OptionMap.create(Options.USE_DIRECT_BUFFERS, true);

    private final Xnio xnio;
    private final Supplier<SSLContext> context;
    private final TlsHandshakes handshakes;
    /** Run for each peer that has hung up before its turn came. */
    private final Runnable hungUp;

    private final ByteBufferPool buffers = new DefaultByteBufferPool(true, BUFFER_BYTES, -1, BUFFERS_PER_THREAD);

    TlsAcceptor(Xnio xnio, Supplier<SSLContext> context, TlsHandshakes handshakes, Runnable hungUp) {
        this.hungUp = hungUp;
        this.xnio = xnio;
        this.context = context;
        this.handshakes = handshakes;
    }

    /** @param end to be run once the connection has ended */
    record Wrapped(StreamConnection stream, Runnable end) {}

    /**
     * Returns the connection that speaks TLS over another one.
     *
     * @param leave run when the handshake or the connection is over; perhaps more than once
     */
    Wrapped wrap(StreamConnection tcp, InetAddress peer, Runnable leave) {
        PeekingConduit incoming = new PeekingConduit(tcp.getSourceChannel().getConduit());
        tcp.getSourceChannel().setConduit(incoming);
        Handshake handshake = new Handshake(peer, incoming, leave);
        SslConnection stream = new UndertowXnioSsl(xnio, OPTIONS, buffers, context.get(), handshake)
                .wrapExistingConnection(tcp, OptionMap.EMPTY, false);
        handshake.stream = stream;
        ChannelListener<SslConnection> over = connection -> handshake.end();
        stream.getHandshakeSetter().set(over);
        return new Wrapped(stream, handshake::end);
    }

    /** The executor of one connection. Once the handshake is over it takes nothing: there is no second one. */
    private final class Handshake implements Executor {
        private final InetAddress peer;
        private final PeekingConduit incoming;
        private final Runnable leave;
        private volatile boolean isOver;
        /** Set before the first task. */
        private volatile StreamConnection stream;

        @SuppressWarnings("NullAway.Init")
        Handshake(InetAddress peer, PeekingConduit incoming, Runnable leave) {
            this.peer = peer;
            this.incoming = incoming;
            this.leave = leave;
        }

        @Override
        public void execute(Runnable task) {
            if (isOver) {
                throw new RejectedExecutionException();
            }
            handshakes.offer(peer, new Step(this, task));
        }

        void end() {
            isOver = true;
            leave.run();
        }

        void lookForPeer(Runnable offerAgain) {
            StreamConnection connection = stream;
            try {
                connection.getIoThread().execute(() -> {
                    if (incoming.isAtEnd()) {
                        hungUp.run();
                        IoUtils.safeClose(connection);
                    } else {
                        offerAgain.run();
                    }
                });
            } catch (RejectedExecutionException e) {
                // The server ends.
            }
        }
    }

    private record Step(Handshake handshake, Runnable task) implements TlsHandshakes.Step {
        @Override
        public void run() {
            task.run();
        }

        @Override
        public boolean isOver() {
            return handshake.isOver;
        }

        @Override
        public void lookForPeer(Runnable offerAgain) {
            handshake.lookForPeer(offerAgain);
        }
    }

    /** Can tell whether the peer has hung up while nobody reads. I/O thread only. */
    private static final class PeekingConduit extends AbstractStreamSourceConduit<StreamSourceConduit> {
        /** Of a handshake nothing is expected meanwhile; what comes is kept. */
        private static final int PEEKED_MAX = 64;

        private ByteBuffer peeked = ByteBuffer.allocate(0);

        PeekingConduit(StreamSourceConduit next) {
            super(next);
        }

        boolean isAtEnd() {
            if (peeked.hasRemaining()) {
                return false;
            }
            peeked = ByteBuffer.allocate(PEEKED_MAX);
            try {
                int count = next.read(peeked);
                peeked.flip();
                return count < 0;
            } catch (IOException e) {
                peeked.flip();
                return true;
            }
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            int count = 0;
            while (peeked.hasRemaining() && into.hasRemaining()) {
                into.put(peeked.get());
                count++;
            }
            return count > 0 ? count : next.read(into);
        }
    }
}
