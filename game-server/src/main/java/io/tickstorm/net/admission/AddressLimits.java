package io.tickstorm.net.admission;

import io.tickstorm.net.settings.Defence;
import io.tickstorm.net.settings.TrustedProxies;
import io.tickstorm.room.RoomQuota;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Limits one address: TCP connections, TLS handshakes, WebSockets and polling sessions, rooms, and a rate of
 * joins, of questions about rooms and of new handshakes. An IPv6 peer may choose most of its address, so it counts by
 * its /64 and by its /48, which has the limits of {@link #NETWORK_FACTOR} addresses. Any thread.
 */
public final class AddressLimits {
    /** A /48 is what one customer gets at most. It has 65,536 networks, and the limits of these few. */
    static final int NETWORK_FACTOR = 4;

    private static final int SWEEP_AT_MIN = 4_096;
    /** Beyond this number no address is remembered for its rates alone. */
    private static final int IDLE_MAX = 65_536;

    private static final int CONNECTIONS_PER_SESSION = 2;
    private static final int V4_BITS = 32;
    private static final int SUBNET_BITS = 64;
    private static final int NETWORK_BITS = 48;

    /** The things that are counted until they are given back. */
    public enum Held {
        CONNECTION(0),
        HANDSHAKE(1),
        SESSION(2),
        ROOM(3);

        private final int index;

        Held(int index) {
            this.index = index;
        }
    }

    /** The things an address does at a limited rate. */
    private enum Rate {
        JOIN,
        QUESTION,
        HANDSHAKE
    }

    private record Key(long bits, int prefixBits) {
        int factor() {
            return prefixBits == NETWORK_BITS ? NETWORK_FACTOR : 1;
        }
    }

    /** The limit of one kind of thing for an address. */
    private record Limit(Held what, int max) {}

    private final Defence defence;
    private final Defence.Share share;
    private final Defence.Quotas quotas;
    private final TrustedProxies proxies;
    private final int sessionsMax;
    private final Map<Key, Account> accounts = new ConcurrentHashMap<>();
    private volatile int sweepAt = SWEEP_AT_MIN;

    /** One address or network; guarded by the map's lock on its key. */
    private final class Account {
        final int[] held = new int[Held.values().length];
        final TokenBucket joins;
        final TokenBucket questions;
        final TokenBucket handshakes;

        Account(Key key, long nowNs) {
            int factor = key.factor();
            joins = new TokenBucket(factor * share.joinsPerSecond(), factor * share.joinBurst(), nowNs);
            questions = new TokenBucket(factor * share.joinsPerSecond(), factor * share.joinBurst(), nowNs);
            handshakes =
                    new TokenBucket(factor * quotas.handshakesPerSecond(), factor * quotas.handshakeBurst(), nowNs);
        }

        TokenBucket bucket(Rate rate) {
            return switch (rate) {
                case JOIN -> joins;
                case QUESTION -> questions;
                case HANDSHAKE -> handshakes;
            };
        }

        boolean isIdle() {
            for (int count : held) {
                if (count != 0) {
                    return false;
                }
            }
            return true;
        }

        boolean isFull(long nowNs) {
            return joins.isFull(nowNs) && questions.isFull(nowNs) && handshakes.isFull(nowNs);
        }

        boolean isUntouched() {
            return joins.isUntouched() && questions.isUntouched() && handshakes.isUntouched();
        }
    }

    public AddressLimits(Defence.Share share) {
        this(Defence.STANDARD.with(share), share.perAddress());
    }

    /** @param sessionsMax of one address, instead of the share's; 0: no limit */
    AddressLimits(Defence.Share share, int sessionsMax) {
        this(Defence.STANDARD.with(share), sessionsMax);
    }

    public AddressLimits(Defence defence) {
        this(defence, defence.share().perAddress());
    }

    private AddressLimits(Defence defence, int sessionsMax) {
        this.defence = defence;
        share = defence.share();
        quotas = defence.quotas();
        proxies = defence.proxies();
        this.sessionsMax = sessionsMax;
    }

    /** Reserves a TCP connection for the peer's address. Returns null if the address is at its limit. */
    public @Nullable Lease reserveConnection(InetAddress peer, long nowNs) {
        return reserve(
                peer, isExemptPeer(peer), new Limit(Held.CONNECTION, CONNECTIONS_PER_SESSION * sessionsMax), nowNs);
    }

    /**
     * Reserves a TLS handshake for the peer's address. Returns null if the address has too many under way, or begins
     * them too often.
     */
    public @Nullable Lease reserveHandshake(InetAddress peer, long nowNs) {
        boolean isExempt = isExemptPeer(peer);
        if (!isExempt && !mayUse(peer, Rate.HANDSHAKE, nowNs)) {
            return null;
        }
        return reserve(peer, isExempt, new Limit(Held.HANDSHAKE, sessionsMax), nowNs);
    }

    /** Reserves a WebSocket or polling session for the address. Returns null if the address is at its limit. */
    public @Nullable Lease reserveSession(RequestSource source, long nowNs) {
        return reserve(source.address(), isExempt(source.isThisMachine()), new Limit(Held.SESSION, sessionsMax), nowNs);
    }

    /** The private rooms that the address may create. */
    public RoomQuota roomQuota(RequestSource source) {
        if (isExempt(source.isThisMachine())) {
            return RoomQuota.NONE;
        }
        return (open, openMax) -> {
            int max = CapacityRules.roomsOfAddress(quotas.roomsPerAddress(), open, openMax);
            Lease lease = reserve(source.address(), false, new Limit(Held.ROOM, max), System.nanoTime());
            return lease == null ? null : lease::close;
        };
    }

    /** Returns true if {@link #reserveSession} would count one more at this moment. */
    public boolean hasRoom(RequestSource source) {
        if (isExempt(source.isThisMachine())) {
            return true;
        }
        for (Key key : keys(source.address())) {
            if (held(key, Held.SESSION) >= key.factor() * sessionsMax) {
                return false;
            }
        }
        return true;
    }

    /** Counts a Join; returns false if the address joins too often. */
    public boolean mayJoin(RequestSource source, long nowNs) {
        return isExempt(source.isThisMachine()) || mayUse(source.address(), Rate.JOIN, nowNs);
    }

    /** Returns true if the address may ask for one more room now; the rate is that of joins, counted apart. */
    public boolean mayAsk(RequestSource source, long nowNs) {
        return isExempt(source.isThisMachine()) || mayUse(source.address(), Rate.QUESTION, nowNs);
    }

    /** Returns how many of a thing the address holds; for an IPv6 peer its /48. 0 for addresses without limits. */
    public int held(InetAddress address, Held what) {
        List<Key> keys = keys(address);
        return held(keys.get(keys.size() - 1), what);
    }

    /** The rules that these limits come from. */
    public Defence defence() {
        return defence;
    }

    /** Addresses and networks known at the moment. */
    int size() {
        return accounts.size();
    }

    /** The connections of a trusted proxy are those of many clients. */
    private boolean isExemptPeer(InetAddress peer) {
        return isExempt(peer.isLoopbackAddress()) || proxies.include(peer);
    }

    private boolean isExempt(boolean isThisMachine) {
        return sessionsMax == 0 || isThisMachine && !share.limitsLoopback();
    }

    private int held(Key key, Held what) {
        int[] held = {0};
        accounts.computeIfPresent(key, (k, account) -> {
            held[0] = account.held[what.index];
            return account;
        });
        return held[0];
    }

    /** Consumes a token of each of the address's accounts; returns false if one of them had none. */
    private boolean mayUse(InetAddress address, Rate rate, long nowNs) {
        forgetIdle(nowNs);
        boolean[] may = {true};
        for (Key key : keys(address)) {
            accounts.compute(key, (k, known) -> {
                Account account = known == null ? new Account(k, nowNs) : known;
                may[0] &= account.bucket(rate).consume(nowNs);
                return account;
            });
        }
        return may[0];
    }

    private @Nullable Lease reserve(InetAddress address, boolean isExempt, Limit limit, long nowNs) {
        if (isExempt) {
            return Lease.UNLIMITED;
        }
        forgetIdle(nowNs);
        List<Key> keys = keys(address);
        for (int i = 0; i < keys.size(); i++) {
            if (!isReserved(keys.get(i), limit, nowNs)) {
                keys.subList(0, i).forEach(key -> release(key, limit.what()));
                return null;
            }
        }
        return Lease.of(() -> keys.forEach(key -> release(key, limit.what())));
    }

    private boolean isReserved(Key key, Limit limit, long nowNs) {
        int what = limit.what().index;
        boolean[] reserved = {false};
        accounts.compute(key, (k, known) -> {
            Account account = known == null ? new Account(k, nowNs) : known;
            reserved[0] = account.held[what] < k.factor() * limit.max();
            account.held[what] += reserved[0] ? 1 : 0;
            return account;
        });
        return reserved[0];
    }

    private void release(Key key, Held what) {
        accounts.computeIfPresent(key, (k, account) -> {
            account.held[what.index]--;
            return account.isIdle() && account.isUntouched() ? null : account;
        });
    }

    /** Seldom enough that a newcomer costs the same however many are known. */
    private void forgetIdle(long nowNs) {
        if (accounts.size() > sweepAt) {
            accounts.values().removeIf(account -> account.isIdle() && account.isFull(nowNs));
            if (accounts.size() > IDLE_MAX) {
                accounts.values().removeIf(Account::isIdle);
            }
            sweepAt = Math.max(SWEEP_AT_MIN, 2 * accounts.size());
        }
    }

    /** The narrowest first. */
    private static List<Key> keys(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == Integer.BYTES) {
            return List.of(new Key(ByteBuffer.wrap(bytes).getInt(), V4_BITS));
        }
        long subnet = ByteBuffer.wrap(bytes).getLong();
        long network = subnet >>> SUBNET_BITS - NETWORK_BITS << SUBNET_BITS - NETWORK_BITS;
        return List.of(new Key(subnet, SUBNET_BITS), new Key(network, NETWORK_BITS));
    }
}
