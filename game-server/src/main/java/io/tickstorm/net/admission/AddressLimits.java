package io.tickstorm.net.admission;

import io.tickstorm.net.settings.Defence;
import io.tickstorm.net.settings.TrustedProxies;
import io.tickstorm.room.RoomQuota;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private static final int CONNECTIONS_PER_SOCKET = 2;
    private static final int V4_BITS = 32;
    private static final int SUBNET_BITS = 64;
    private static final int NETWORK_BITS = 48;

    /** The things that are counted until they are given back. */
    enum Held {
        CONNECTION(0),
        HANDSHAKE(1),
        SOCKET(2),
        ROOM(3);

        private final int place;

        Held(int place) {
            this.place = place;
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
    private final int socketsMax;
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

    /** @param socketsMax of one address, instead of the share's; 0: no limit */
    AddressLimits(Defence.Share share, int socketsMax) {
        this(Defence.STANDARD.with(share), socketsMax);
    }

    public AddressLimits(Defence defence) {
        this(defence, defence.share().perAddress());
    }

    private AddressLimits(Defence defence, int socketsMax) {
        this.defence = defence;
        share = defence.share();
        quotas = defence.quotas();
        proxies = defence.proxies();
        this.socketsMax = socketsMax;
    }

    /** Counts a TCP connection until the answer is run; null: this address is at its limit. */
    @Nullable
    Runnable connection(InetAddress peer, long nowNs) {
        return enter(peer, isExemptPeer(peer), new Limit(Held.CONNECTION, CONNECTIONS_PER_SOCKET * socketsMax), nowNs);
    }

    /**
     * Counts a TLS handshake under way until the answer is run; null: this address begins too many, or too often.
     */
    @Nullable
    Runnable handshake(InetAddress peer, long nowNs) {
        boolean isExempt = isExemptPeer(peer);
        if (!isExempt && !mayTake(peer, Rate.HANDSHAKE, nowNs)) {
            return null;
        }
        return enter(peer, isExempt, new Limit(Held.HANDSHAKE, socketsMax), nowNs);
    }

    /** Counts a WebSocket or polling session until the answer is run; null: this address is at its limit. */
    public @Nullable Runnable socket(Asker asker, long nowNs) {
        return enter(asker.address(), isExempt(asker.isThisMachine()), new Limit(Held.SOCKET, socketsMax), nowNs);
    }

    /** The private rooms that the address may create. */
    public RoomQuota rooms(Asker asker) {
        if (isExempt(asker.isThisMachine())) {
            return RoomQuota.NONE;
        }
        return (open, openMax) -> {
            int max = Occupancy.roomsOfAddress(quotas.roomsPerAddress(), open, openMax);
            return enter(asker.address(), false, new Limit(Held.ROOM, max), System.nanoTime());
        };
    }

    /** Returns true if {@link #socket} would count one more at this moment. */
    public boolean hasRoom(Asker asker) {
        if (isExempt(asker.isThisMachine())) {
            return true;
        }
        for (Key key : keys(asker.address())) {
            if (held(key, Held.SOCKET) >= key.factor() * socketsMax) {
                return false;
            }
        }
        return true;
    }

    /** Counts a Join; returns false if the address joins too often. */
    public boolean mayJoin(Asker asker, long nowNs) {
        return isExempt(asker.isThisMachine()) || mayTake(asker.address(), Rate.JOIN, nowNs);
    }

    /** Returns true if the address may ask for one more room now; the rate is that of joins, counted apart. */
    public boolean mayAsk(Asker asker, long nowNs) {
        return isExempt(asker.isThisMachine()) || mayTake(asker.address(), Rate.QUESTION, nowNs);
    }

    /** Returns how many of a thing the address holds; for an IPv6 peer its /48. 0 for addresses without limits. */
    int held(InetAddress address, Held what) {
        List<Key> keys = keys(address);
        return held(keys.get(keys.size() - 1), what);
    }

    /** The rules that these limits come from. */
    Defence defence() {
        return defence;
    }

    /** Addresses and networks known at the moment. */
    int size() {
        return accounts.size();
    }

    private static void freeOfCharge() {}

    /** The connections of a trusted proxy are those of many clients. */
    private boolean isExemptPeer(InetAddress peer) {
        return isExempt(peer.isLoopbackAddress()) || proxies.include(peer);
    }

    private boolean isExempt(boolean isThisMachine) {
        return socketsMax == 0 || isThisMachine && !share.limitsLoopback();
    }

    private int held(Key key, Held what) {
        int[] held = {0};
        accounts.computeIfPresent(key, (k, account) -> {
            held[0] = account.held[what.place];
            return account;
        });
        return held[0];
    }

    /** Takes a token of each of the peer's accounts. */
    private boolean mayTake(InetAddress address, Rate rate, long nowNs) {
        forgetIdle(nowNs);
        boolean[] may = {true};
        for (Key key : keys(address)) {
            accounts.compute(key, (k, known) -> {
                Account account = known == null ? new Account(k, nowNs) : known;
                may[0] &= account.bucket(rate).take(nowNs);
                return account;
            });
        }
        return may[0];
    }

    private @Nullable Runnable enter(InetAddress address, boolean isExempt, Limit limit, long nowNs) {
        if (isExempt) {
            return AddressLimits::freeOfCharge;
        }
        forgetIdle(nowNs);
        List<Key> keys = keys(address);
        for (int i = 0; i < keys.size(); i++) {
            if (!enter(keys.get(i), limit, nowNs)) {
                keys.subList(0, i).forEach(key -> leave(key, limit.what()));
                return null;
            }
        }
        AtomicBoolean left = new AtomicBoolean();
        return () -> {
            if (left.compareAndSet(false, true)) {
                keys.forEach(key -> leave(key, limit.what()));
            }
        };
    }

    private boolean enter(Key key, Limit limit, long nowNs) {
        int what = limit.what().place;
        boolean[] entered = {false};
        accounts.compute(key, (k, known) -> {
            Account account = known == null ? new Account(k, nowNs) : known;
            entered[0] = account.held[what] < k.factor() * limit.max();
            account.held[what] += entered[0] ? 1 : 0;
            return account;
        });
        return entered[0];
    }

    private void leave(Key key, Held what) {
        accounts.computeIfPresent(key, (k, account) -> {
            account.held[what.place]--;
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
