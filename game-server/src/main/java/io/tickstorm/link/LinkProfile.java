package io.tickstorm.link;

import java.util.List;

/**
 * The delays and losses of a network; both directions are equal except for the downstream bandwidth. Immutable.
 *
 * @param latencyMs the smallest one-way delay
 * @param jitterMs each message is delayed by |N(0, this)|
 * @param downBytesPerS 0: unlimited
 */
public record LinkProfile(String name, double latencyMs, double jitterMs, Loss loss, Spikes spikes, int downBytesPerS) {
    /**
     * Random loss of messages.
     *
     * @param burst mean number of consecutive losses; at least 1
     */
    public record Loss(double share, double burst) {
        public static final Loss NONE = new Loss(0, 1);
    }

    /** Random standstills of the link. */
    public record Spikes(double lengthMs, double everyMs) {
        public static final Spikes NONE = new Spikes(0, Double.POSITIVE_INFINITY);
    }

    public static final LinkProfile LAN = new LinkProfile("lan", 1, 0);
    public static final LinkProfile GOOD = new LinkProfile("good", 15, 2);
    public static final LinkProfile WIFI = new LinkProfile("wifi", 25, 6).with(new Spikes(60, 2_000));
    public static final LinkProfile MOBILE = new LinkProfile("mobile", 45, 12).with(new Loss(0.01, 1));
    public static final LinkProfile BAD = new LinkProfile("bad", 60, 5).with(new Loss(0.02, 1));
    public static final LinkProfile SLOW = new LinkProfile("slow", 40, 5).withDownBytesPerS(2_000);
    public static final List<LinkProfile> ALL = List.of(LAN, GOOD, WIFI, MOBILE, BAD, SLOW);

    public LinkProfile(String name, double latencyMs, double jitterMs) {
        this(name, latencyMs, jitterMs, Loss.NONE, Spikes.NONE, 0);
    }

    /**
     * Returns the profile with a name.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static LinkProfile named(String name) {
        return ALL.stream()
                .filter(profile -> profile.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no link profile named " + name));
    }

    public LinkProfile with(Loss other) {
        return new LinkProfile(name, latencyMs, jitterMs, other, spikes, downBytesPerS);
    }

    public LinkProfile with(Spikes other) {
        return new LinkProfile(name, latencyMs, jitterMs, loss, other, downBytesPerS);
    }

    public LinkProfile withDownBytesPerS(int other) {
        return new LinkProfile(name, latencyMs, jitterMs, loss, spikes, other);
    }

    /** Returns a link from the client to the server. */
    public Link up(long seed) {
        return new Link(this, 0, seed);
    }

    /** Returns a link from the server to the client. */
    public Link down(long seed) {
        return new Link(this, downBytesPerS, seed);
    }
}
