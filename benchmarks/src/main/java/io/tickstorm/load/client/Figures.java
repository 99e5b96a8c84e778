package io.tickstorm.load.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What the players saw. Percentiles and counts are of the counted time only; the seconds are of all of it. The swarm's
 * thread, then whoever reports.
 */
public final class Figures {
    private static final long HIGHEST_US = 120_000_000;
    private static final int REASONS_MAX = 20;

    /** From the planned send of an input to the first frame whose world includes it. */
    public final Histogram inputToAcknowledgeUs = new Histogram(HIGHEST_US, 3);
    /** Arrival of a snapshot after the time at which the room's fastest would have come. */
    public final Histogram snapshotAgeUs = new Histogram(HIGHEST_US, 3);
    /** Between two frames of one player. */
    public final Histogram interArrivalUs = new Histogram(HIGHEST_US, 3);
    /** From the connect to the Welcome, of the whole run. */
    public final Histogram joinUs = new Histogram(HIGHEST_US, 3);
    /** From the loss of a connection to the Welcome of the next. */
    public final Histogram backUs = new Histogram(HIGHEST_US, 3);
    /** How late the tool itself was: inputs after their planned time, bytes after they left a simulated link. */
    public final Histogram toolLateUs = new Histogram(HIGHEST_US, 3);

    private final Histogram secondAcknowledgeUs = new Histogram(HIGHEST_US, 2);
    private final Histogram secondAgeUs = new Histogram(HIGHEST_US, 2);
    private final Histogram secondLateUs = new Histogram(HIGHEST_US, 2);
    private final List<Second> seconds = new ArrayList<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final Counts counts = new Counts();
    private long fromNs = Long.MAX_VALUE;
    private long toNs = Long.MAX_VALUE;
    private long secondFrames;
    private long secondBytes;
    private double toolCpuS;

    /** Plain counters; of the counted time where nothing else is said. */
    public static final class Counts {
        /** Players welcomed at least once, in the whole run. */
        public int joined;
        /** Players connected now. */
        public int playing;
        /** Connections that ended and were not left, in the whole run. */
        public long lost;
        /** Seats taken again, in the whole run. */
        public long resumed;
        /** Players who left and joined anew, in the whole run. */
        public long left;

        /** Of the server, as its first Welcome told; 0: nobody was welcomed. */
        public int tickRate;

        public long frames;
        /** The frames of the player with the fewest; known once the run is over. */
        public long fewestFrames = Long.MAX_VALUE;

        public long payloadBytes;
        public long skippedFrames;
        public long slowFrames;
        public long inputs;
        /** Planned, but the player was out or could not send. */
        public long inputsUnsent;
        /** Sent over a connection that was lost before the answer. */
        public long inputsLost;
        /** Without an answer when the run was over; they count with the time waited until then. */
        public long inputsUnacknowledged;
    }

    /** One second, counted from the start of the counted time: before it, the time is negative. */
    public record Second(
            double atS,
            int players,
            long frames,
            long bytes,
            double acknowledgeP50Ms,
            double acknowledgeP99Ms,
            double ageP50Ms,
            double ageP99Ms,
            double toolLateP99Ms,
            double toolCpuShare) {}

    void window(long from, long to) {
        fromNs = from;
        toNs = to;
    }

    boolean counts(long atNs) {
        return atNs - fromNs >= 0 && atNs - toNs < 0;
    }

    /** When the counted time began, by {@link System#nanoTime}. */
    public long countNs() {
        return fromNs;
    }

    public Counts counts() {
        return counts;
    }

    public List<Second> seconds() {
        return Collections.unmodifiableList(seconds);
    }

    /** Why connections ended, and how often. */
    public Map<String, Integer> reasons() {
        return Collections.unmodifiableMap(reasons);
    }

    /** CPU of the swarm's thread in the counted time. */
    public double toolCpuS() {
        return toolCpuS;
    }

    void toolCpu(double seconds) {
        toolCpuS = seconds;
    }

    void lost(String why) {
        counts.lost++;
        reason(why);
    }

    void reason(String why) {
        reasons.merge(reasons.size() < REASONS_MAX || reasons.containsKey(why) ? why : "others", 1, Integer::sum);
    }

    void frame(int bytes, int ticksSinceLast, long sinceLastNs, long ageNs, long nowNs) {
        secondFrames++;
        secondBytes += bytes;
        record(secondAgeUs, ageNs);
        if (counts(nowNs)) {
            counts.frames++;
            counts.payloadBytes += bytes;
            counts.skippedFrames += Math.max(0, ticksSinceLast - 1);
            record(interArrivalUs, sinceLastNs);
            record(snapshotAgeUs, ageNs);
        }
    }

    /**
     * A player's run is over.
     *
     * @param frames in the counted time
     * @param newestNs arrival of the newest one: what it waited since then counts too; 0: it got none
     */
    void finished(long frames, long newestNs, long nowNs) {
        counts.fewestFrames = Math.min(counts.fewestFrames, frames);
        long endNs = Math.min(nowNs, toNs);
        if (newestNs != 0 && endNs > newestNs) {
            record(interArrivalUs, endNs - Math.max(newestNs, fromNs));
        }
    }

    void slowFrame(long nowNs) {
        counts.slowFrames += counts(nowNs) ? 1 : 0;
    }

    void input(long plannedNs, long nowNs) {
        counts.inputs += counts(plannedNs) ? 1 : 0;
        if (counts(plannedNs)) {
            record(toolLateUs, nowNs - plannedNs);
        }
        record(secondLateUs, nowNs - plannedNs);
    }

    void inputUnsent(long plannedNs) {
        counts.inputsUnsent += counts(plannedNs) ? 1 : 0;
    }

    void inputLost(long plannedNs) {
        counts.inputsLost += counts(plannedNs) ? 1 : 0;
    }

    void acknowledged(long plannedNs, long nowNs) {
        record(secondAcknowledgeUs, nowNs - plannedNs);
        if (counts(plannedNs)) {
            record(inputToAcknowledgeUs, nowNs - plannedNs);
        }
    }

    void unacknowledged(long plannedNs, long nowNs) {
        if (counts(plannedNs)) {
            counts.inputsUnacknowledged++;
            record(inputToAcknowledgeUs, nowNs - plannedNs);
        }
    }

    void toolLate(long dueNs, long nowNs) {
        record(secondLateUs, nowNs - dueNs);
        if (counts(dueNs)) {
            record(toolLateUs, nowNs - dueNs);
        }
    }

    void joined(long tookNs) {
        record(joinUs, tookNs);
    }

    void back(long tookNs) {
        record(backUs, tookNs);
    }

    /** Ends a second and begins the next. */
    Second second(double atS, double lastedS, double cpuShare) {
        Second second = new Second(
                atS,
                counts.playing,
                Math.round(secondFrames / lastedS),
                Math.round(secondBytes / lastedS),
                ms(secondAcknowledgeUs, 50),
                ms(secondAcknowledgeUs, 99),
                ms(secondAgeUs, 50),
                ms(secondAgeUs, 99),
                ms(secondLateUs, 99),
                cpuShare);
        seconds.add(second);
        secondFrames = 0;
        secondBytes = 0;
        secondAcknowledgeUs.reset();
        secondAgeUs.reset();
        secondLateUs.reset();
        return second;
    }

    /** In milliseconds. */
    public static double ms(Histogram us, double percentile) {
        return us.getValueAtPercentile(percentile) / 1e3;
    }

    private static void record(Histogram histogram, long ns) {
        histogram.recordValue(Math.max(0, Math.min(HIGHEST_US, ns / 1_000)));
    }
}
