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
 * Limits per address: TCP connections, TLS handshakes, WebSockets and polling sessions, rooms, and the rates of joins,
 * room queries and new handshakes. An IPv6 peer can choose most of its address, so it is counted by its /64 and by its
 * /48; a /48 has the limits of {@link #NETWORK_FACTOR} addresses. Any thread.
 */
public final class AddressLimits {
    /** The limits of a /48, in addresses. It is the most that one customer gets, and has 65,536 networks. */
    static final int NETWORK_FACTOR = 4;

    private static final int SWEEP_AT_MIN = 4_096;
    /** Upper limit of the addresses that are stored only for their rates. */
    private static final int IDLE_MAX = 65_536;

    private static final int CONNECTIONS_PER_SESSION = 2;
    private static final int V4_BITS = 32;
    private static final int SUBNET_BITS = 64;
    private static final int NETWORK_BITS = 48;

    /** The things that are counted until they are released. */
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

    /** The actions of an address that have a limited rate. */
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

    /** The limit of one kind of thing per address. */
    private record Limit(Held what, int max) {}

    private final Defence defence;
    private final Defence.ConnectionLimits connections;
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
            joins = new TokenBucket(factor * connections.joinsPerSecond(), factor * connections.joinBurst(), nowNs);
            questions = new TokenBucket(factor * connections.joinsPerSecond(), factor * connections.joinBurst(), nowNs);
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

    public AddressLimits(Defence.ConnectionLimits connections) {
        this(Defence.STANDARD.with(connections), connections.perAddress());
    }

    /**
     * Creates limits.
     *
     * @param sessionsMax sessions of one address, instead of the configured number; 0: no limit
     */
    AddressLimits(Defence.ConnectionLimits connections, int sessionsMax) {
        this(Defence.STANDARD.with(connections), sessionsMax);
    }

    public AddressLimits(Defence defence) {
        this(defence, defence.connections().perAddress());
    }

    private AddressLimits(Defence defence, int sessionsMax) {
        this.defence = defence;
        connections = defence.connections();
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
     * Reserves a TLS handshake for the peer's address. Returns null if the address has too many in progress, or begins
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

    /** Returns the limit of private rooms that the address may create. */
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

    /** Returns true if {@link #reserveSession} would succeed at this moment. */
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

    /** Returns true if the address may query one more room now; the rate equals that of joins, counted separately. */
    public boolean mayAsk(RequestSource source, long nowNs) {
        return isExempt(source.isThisMachine()) || mayUse(source.address(), Rate.QUESTION, nowNs);
    }

    /**
     * Returns the number of things of a kind that the address holds; for an IPv6 peer its /48. 0 for addresses without
     * limits.
     */
    public int held(InetAddress address, Held what) {
        List<Key> keys = keys(address);
        return held(keys.get(keys.size() - 1), what);
    }

    /** Returns the rules that define these limits. */
    public Defence defence() {
        return defence;
    }

    /** Returns the number of stored addresses and networks. */
    int size() {
        return accounts.size();
    }

    /** Returns true for a trusted proxy, whose connections belong to many clients. */
    private boolean isExemptPeer(InetAddress peer) {
        return isExempt(peer.isLoopbackAddress()) || proxies.include(peer);
    }

    private boolean isExempt(boolean isThisMachine) {
        return sessionsMax == 0 || (isThisMachine && !connections.limitsLoopback());
    }

    private int held(Key key, Held what) {
        int[] held = {0};
        accounts.computeIfPresent(key, (k, account) -> {
            held[0] = account.held[what.index];
            return account;
        });
        return held[0];
    }

    /** Consumes a token of each of the address's accounts; returns false if one of them was empty. */
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

    /**
     * Forgets idle addresses, at intervals long enough that the cost per new address does not grow with their number.
     */
    private void forgetIdle(long nowNs) {
        if (accounts.size() > sweepAt) {
            accounts.values().removeIf(account -> account.isIdle() && account.isFull(nowNs));
            if (accounts.size() > IDLE_MAX) {
                accounts.values().removeIf(Account::isIdle);
            }
            sweepAt = Math.max(SWEEP_AT_MIN, 2 * accounts.size());
        }
    }

    /** Returns the keys of an address, narrowest first. */
    private static List<Key> keys(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == Integer.BYTES) {
            return List.of(new Key(ByteBuffer.wrap(bytes).getInt(), V4_BITS));
        }
        long subnet = ByteBuffer.wrap(bytes).getLong();
        long network = subnet >>> (SUBNET_BITS - NETWORK_BITS) << (SUBNET_BITS - NETWORK_BITS);
        return List.of(new Key(subnet, SUBNET_BITS), new Key(network, NETWORK_BITS));
    }
}
