package io.tickstorm.load.attack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The beginnings of TLS handshakes: some say hello and then nothing, and one address says hello and hangs up, many
 * times a second.
 */
final class TlsHellos extends Attack {
    static final int HUNG_UP_PER_SECOND = 1_600;

    private static final int SILENT_ADDRESSES = 10;
    private static final int OPENED_AT_ONCE = 20;
    private static final int REOPENED_PER_SECOND = 400;
    private static final long SECOND_NS = 1_000_000_000L;
    /** A hello is read before its connection goes: it hangs up this many hellos later. */
    private static final int UNDER_WAY_MAX = 16;

    private final URI url;
    private final byte[] hello;
    private final @Nullable Intruder[] silent;
    private final Deque<Intruder> hangingUp = new ArrayDeque<>();
    private final AtomicInteger hungUp = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private int opened;
    private int reopened;
    private int turn;
    private long beganNs;
    private long fullNs;

    TlsHellos(URI url, SSLContext context, int silentCount) throws IOException {
        this.url = url;
        hello = hello(context);
        silent = new Intruder[silentCount];
    }

    private static byte[] hello(SSLContext context) throws SSLException {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), out);
        byte[] bytes = new byte[out.flip().remaining()];
        out.get(bytes);
        return bytes;
    }

    int hungUp() {
        return hungUp.get();
    }

    int refused() {
        return refused.get();
    }

    @Override
    boolean step(long nowNs) throws IOException {
        beganNs = beganNs == 0 ? nowNs : beganNs;
        for (int i = 0; i < OPENED_AT_ONCE && opened < silent.length; i++) {
            silent[opened] = say(silentAddress(opened));
            opened++;
        }
        if (opened == silent.length) {
            ready();
            reopen(nowNs);
        }
        long due = (nowNs - beganNs) * HUNG_UP_PER_SECOND / SECOND_NS;
        for (int i = 0; i < OPENED_AT_ONCE && hungUp.get() < due; i++) {
            hungUp.incrementAndGet();
            Intruder next = say("127.0.0.2");
            if (next != null) {
                hangingUp.add(next);
            }
            if (hangingUp.size() > UNDER_WAY_MAX) {
                hangingUp.remove().close();
            }
        }
        return true;
    }

    /** The server gives up a handshake after 5 s: as many go on being silent. */
    private void reopen(long nowNs) throws IOException {
        fullNs = fullNs == 0 ? nowNs : fullNs;
        long due = (nowNs - fullNs) * REOPENED_PER_SECOND / SECOND_NS;
        for (int looks = 0; looks < silent.length && reopened < due; looks++) {
            turn = (turn + 1) % silent.length;
            Intruder peer = silent[turn];
            if (peer != null) {
                peer.ignore();
            }
            if (peer == null || peer.isClosed()) {
                reopened++;
                silent[turn] = say(silentAddress(turn));
            }
        }
    }

    private static String silentAddress(int number) {
        return "127.0.0." + (3 + number % SILENT_ADDRESSES);
    }

    private @Nullable Intruder say(String from) throws IOException {
        try {
            Intruder peer = new Intruder(url, 0, InetAddress.getByName(from));
            peer.say(hello);
            return peer;
        } catch (SocketException e) {
            refused.incrementAndGet();
            return null;
        }
    }

    @Override
    void end() {
        hangingUp.forEach(Intruder::close);
        for (Intruder peer : silent) {
            if (peer != null) {
                peer.close();
            }
        }
    }
}
