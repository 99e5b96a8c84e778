package io.tickstorm.net;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What one address may have of what many want: TCP connections, WebSockets, joins. An IPv6 peer counts by its network
 * of 64 bits, for he may choose the rest. Any thread.
 */
final class AddressLimits {
    private static final int SWEEP_AT_MIN = 4_096;
    /** So many that none is remembered for its joins alone. */
    private static final int IDLE_MAX = 65_536;

    private static final int CONNECTIONS_PER_SOCKET = 2;

    private final Defence.Share share;
    private final int socketsMax;
    private final Map<Long, Held> byAddress = new ConcurrentHashMap<>();
    private volatile int sweepAt = SWEEP_AT_MIN;

    /** Of one address; guarded by the map's lock on its key. */
    private final class Held {
        int connections;
        int sockets;
        final TokenBucket joins;

        Held(long nowNs) {
            joins = new TokenBucket(share.joinsPerSecond(), share.joinBurst(), nowNs);
        }

        boolean isIdle() {
            return connections == 0 && sockets == 0;
        }
    }

    AddressLimits(Defence.Share share) {
        this(share, share.perAddress());
    }

    /** @param socketsMax of one address, instead of the share's; 0: as many as there are */
    AddressLimits(Defence.Share share, int socketsMax) {
        this.share = share;
        this.socketsMax = socketsMax;
    }

    /** Counts a TCP connection until the answer is run; null: this address has as many as it may. */
    @Nullable
    Runnable connection(InetAddress peer, long nowNs) {
        return isExempt(peer.isLoopbackAddress()) ? AddressLimits::freeOfCharge : enter(peer, nowNs, true);
    }

    /** Counts a WebSocket until the answer is run; null: this address has as many as it may. */
    @Nullable
    Runnable socket(Asker asker, long nowNs) {
        return isExempt(asker.isThisMachine()) ? AddressLimits::freeOfCharge : enter(asker.address(), nowNs, false);
    }

    /** Whether {@link #socket} would count one more at this moment. */
    boolean hasRoom(Asker asker) {
        boolean[] has = {true};
        byAddress.computeIfPresent(key(asker.address()), (key, held) -> {
            has[0] = held.sockets < socketsMax;
            return held;
        });
        return has[0] || isExempt(asker.isThisMachine());
    }

    boolean mayJoin(Asker asker, long nowNs) {
        if (isExempt(asker.isThisMachine())) {
            return true;
        }
        boolean[] may = {false};
        byAddress.compute(key(asker.address()), (key, known) -> {
            Held held = known == null ? new Held(nowNs) : known;
            may[0] = held.joins.take(nowNs);
            return held;
        });
        return may[0];
    }

    /** Addresses known at the moment. */
    int size() {
        return byAddress.size();
    }

    private static void freeOfCharge() {}

    private boolean isExempt(boolean isThisMachine) {
        return socketsMax == 0 || isThisMachine && !share.limitsLoopback();
    }

    private @Nullable Runnable enter(InetAddress address, long nowNs, boolean isConnection) {
        forgetIdle(nowNs);
        long key = key(address);
        boolean[] entered = {false};
        byAddress.compute(key, (k, known) -> {
            Held held = known == null ? new Held(nowNs) : known;
            entered[0] =
                    isConnection ? held.connections < CONNECTIONS_PER_SOCKET * socketsMax : held.sockets < socketsMax;
            held.connections += entered[0] && isConnection ? 1 : 0;
            held.sockets += entered[0] && !isConnection ? 1 : 0;
            return held;
        });
        AtomicBoolean left = new AtomicBoolean();
        return entered[0] ? () -> leave(key, left, isConnection) : null;
    }

    private void leave(long key, AtomicBoolean left, boolean isConnection) {
        if (left.compareAndSet(false, true)) {
            byAddress.computeIfPresent(key, (k, held) -> {
                held.connections -= isConnection ? 1 : 0;
                held.sockets -= isConnection ? 0 : 1;
                return held.isIdle() && held.joins.isUntouched() ? null : held;
            });
        }
    }

    /** Seldom enough that a newcomer costs the same however many are known. */
    private void forgetIdle(long nowNs) {
        if (byAddress.size() > sweepAt) {
            byAddress.values().removeIf(held -> held.isIdle() && held.joins.isFull(nowNs));
            if (byAddress.size() > IDLE_MAX) {
                byAddress.values().removeIf(Held::isIdle);
            }
            sweepAt = Math.max(SWEEP_AT_MIN, 2 * byAddress.size());
        }
    }

    private static long key(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == Integer.BYTES
                ? ByteBuffer.wrap(bytes).getInt()
                : ByteBuffer.wrap(bytes).getLong();
    }
}
