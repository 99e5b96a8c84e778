package io.tickstorm.load.attack;

import io.tickstorm.kit.ClientFrames;
import io.tickstorm.kit.ServerDefaults;
import io.tickstorm.proto.v1.ClientFrame;
import io.tickstorm.proto.v1.Join;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The attacks whose connections join rooms. */
final class PlayerAttacks {
    private PlayerAttacks() {}

    /** Peers that send {@link FuzzedFrames}. Closed connections are replaced. */
    static final class FuzzingPeers extends Attack {
        private static final int PEERS = 20;
        private static final int BURST_MAX = 3;
        private final URI url;
        private final Random random;
        private final FuzzedFrames frames;
        private final int framesWanted;
        private final int framesPerSecond;
        private final Map<Integer, Integer> closes = new TreeMap<>();
        private long beganNs;
        private int connections;
        private int turn;

        FuzzingPeers(URI url, int seed, int framesWanted, int framesPerSecond) {
            super(PEERS);
            this.url = url;
            this.framesWanted = framesWanted;
            this.framesPerSecond = framesPerSecond;
            random = new Random(seed);
            frames = new FuzzedFrames(random);
        }

        @Override
        boolean step(long nowNs) throws IOException {
            beganNs = beganNs == 0 ? nowNs : beganNs;
            ready();
            long due = Math.min(framesWanted, (nowNs - beganNs) * framesPerSecond / SECOND_NS);
            while (begun.get() < due) {
                turn = (turn + 1) % PEERS;
                RawConnection peer = nextPeer();
                for (int i = 1 + random.nextInt(BURST_MAX); i > 0; i--) {
                    peer.send(frames.next());
                    begun.incrementAndGet();
                }
            }
            return begun.get() < framesWanted;
        }

        private RawConnection nextPeer() throws IOException {
            RawConnection before = peers[turn];
            if (before != null) {
                before.listen();
                if (!before.isClosed()) {
                    return before;
                }
                closes.merge(before.closeCode(), 1, Integer::sum);
            }
            connections++;
            RawConnection peer = RawConnection.upgraded(url, 0, random);
            peers[turn] = peer;
            if (random.nextInt(4) > 0) {
                peer.join("Eve", random);
            }
            return peer;
        }

        @Override
        void report(AttackReport report) {
            report.line("%d frames over %d connections, closed with %s", begun.get(), connections, closes);
            report.demand(
                    "every frame was sent" + AttackReport.reason(this),
                    begun.get() >= framesWanted && failure().isEmpty());
        }
    }

    /**
     * Peers that join and never read, but acknowledge every frame, so that the server keeps sending frames. Closed
     * connections are replaced at once.
     */
    static final class StalledReaders extends Attack {
        private static final int RECEIVE_BYTES = 2_048;
        private static final long ACKNOWLEDGE_EVERY_NS = 100_000_000;
        private static final int JOINS_AT_ONCE = 2;
        private final URI url;
        private final Random random;
        private final long startNs = System.nanoTime();
        private long acknowledgedNs;

        StalledReaders(URI url, int seed, int count) {
            super(count);
            this.url = url;
            random = new Random(seed);
        }

        @Override
        boolean step(long nowNs) throws IOException {
            boolean acknowledges = nowNs - acknowledgedNs > ACKNOWLEDGE_EVERY_NS;
            acknowledgedNs = acknowledges ? nowNs : acknowledgedNs;
            int missing = 0;
            for (int i = 0; i < peers.length; i++) {
                RawConnection peer = peers[i];
                if (peer == null || peer.isClosed()) {
                    if (missing++ < JOINS_AT_ONCE) {
                        replaced.addAndGet(peer == null ? 0 : 1);
                        RawConnection next = RawConnection.upgraded(url, RECEIVE_BYTES, random);
                        next.join("Stalled", random);
                        peers[i] = next;
                    }
                } else if (acknowledges) {
                    acknowledge(peer, nowNs);
                }
            }
            if (missing == 0) {
                ready();
            }
            return true;
        }

        /** Acknowledges a tick that the room has not reached yet, which counts as the newest one. */
        private void acknowledge(RawConnection peer, long nowNs) {
            int ahead = (int) ((nowNs - startNs) * ServerDefaults.TICK_RATE / SECOND_NS) + 1_000_000;
            byte[] frame = ClientFrame.newBuilder().setInputTick(ahead).build().toByteArray();
            peer.send(ClientFrames.of(ClientFrames.BINARY, frame, random.nextInt()));
        }

        @Override
        void report(AttackReport report) {
            report.line("%d were closed by the server and replaced", replaced.get());
        }
    }

    /**
     * Peers that join and then send empty pings as fast as their sockets accept them, even after the server's Close.
     * Connections that are cut off are opened again.
     */
    static final class PingStream extends Attack {
        /** Pings in one buffer, of six bytes each: two of header, four of mask. */
        private static final int PINGS_IN_BUFFER = 10_000;

        private static final int PING_BYTES = 6;
        /** Number of writes in a row after which the next peer has its turn. */
        private static final int WRITES_IN_TURN = 64;

        private final URI url;
        private final Random random;
        private final ByteBuffer[] pings;
        private final AtomicLong bytes = new AtomicLong();

        PingStream(URI url, int seed, int count) {
            super(count);
            this.url = url;
            random = new Random(seed);
            pings = new ByteBuffer[count];
            for (int i = 0; i < count; i++) {
                pings[i] = ByteBuffer.allocateDirect(PINGS_IN_BUFFER * PING_BYTES);
                for (int ping = 0; ping < PINGS_IN_BUFFER; ping++) {
                    ClientFrames.write(pings[i], ClientFrames.PING, new byte[0], 0, random.nextInt());
                }
                pings[i].flip();
            }
        }

        @Override
        boolean step(long nowNs) throws IOException {
            for (int i = 0; i < peers.length; i++) {
                RawConnection peer = peers[i];
                if (peer == null || peer.isClosed()) {
                    begun.incrementAndGet();
                    peer = RawConnection.upgraded(url, 0, random);
                    peer.join("Stream", random);
                    peers[i] = peer;
                    // The rest of a ping that was cut off would not be a frame on the next connection.
                    pings[i].rewind();
                }
                stream(peer, pings[i]);
            }
            ready();
            return true;
        }

        private void stream(RawConnection peer, ByteBuffer out) {
            for (int i = 0; i < WRITES_IN_TURN; i++) {
                int before = out.remaining();
                if (!peer.offer(out)) {
                    return;
                }
                bytes.addAndGet(before - out.remaining());
                if (!out.hasRemaining()) {
                    out.rewind();
                } else if (before == out.remaining()) {
                    break;
                }
            }
            peer.discard();
        }

        @Override
        long pauseNs() {
            return 20_000;
        }

        @Override
        void report(AttackReport report) {
            report.line(
                    "%d peers sent %.0f MB of pings over %d connections", peers.length, bytes.get() / 1e6, begun.get());
        }
    }

    /** Opens rooms from one address and leaves them, as fast as the server allows, and then once a second. */
    static final class RoomCreators extends Attack {
        /** Number of attempts at full speed; ten refusals in a row end them earlier. */
        private static final int FAST_ATTEMPTS = 200;

        private static final int FAST_REFUSED_MAX = 10;
        private final Target target;
        private final Random random;
        private int refusedInRow;
        private int attempts;

        RoomCreators(Target target, int seed) {
            super(0);
            this.target = target;
            random = new Random(seed);
        }

        @Override
        boolean step(long nowNs) {
            attempts++;
            try (BlockingWebSocket client = BlockingWebSocket.binary(target, random)) {
                client.join(
                        Join.newBuilder().setName("Builder").setCreateRoom(true).build());
                begun.incrementAndGet();
                refusedInRow = 0;
                client.leave();
            } catch (IOException e) {
                refusedInRow++;
                refused.incrementAndGet();
            }
            if (attempts >= FAST_ATTEMPTS || refusedInRow >= FAST_REFUSED_MAX) {
                ready();
            }
            return true;
        }

        @Override
        long pauseNs() {
            return isReady() ? TimeUnit.SECONDS.toNanos(1) : super.pauseNs();
        }

        @Override
        void report(AttackReport report) {
            report.line(
                    "one address opened %d rooms and left them, and was refused %d times", begun.get(), refused.get());
        }
    }
}
