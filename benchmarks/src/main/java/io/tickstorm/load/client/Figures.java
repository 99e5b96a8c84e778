package io.tickstorm.load.client;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a run, as the players saw it. Percentiles and counts cover the counted time, the seconds the whole
 * run. The generator's thread writes; others read after the run.
 */
public final class Figures {
    private static final long HIGHEST_US = 120_000_000;
    private static final int REASONS_MAX = 20;

    /** Time from the planned send of an input to the first frame whose world includes it. */
    public final Histogram inputToAcknowledgeUs = new Histogram(HIGHEST_US, 3);
    /** Age of a snapshot at its arrival, compared with the room's fastest snapshot. */
    public final Histogram snapshotAgeUs = new Histogram(HIGHEST_US, 3);
    /** Time between two frames of one player. */
    public final Histogram interArrivalUs = new Histogram(HIGHEST_US, 3);
    /** Time from the connect to the Welcome, in the whole run. */
    public final Histogram joinUs = new Histogram(HIGHEST_US, 3);
    /** Time from the loss of a connection to the Welcome of the next one. */
    public final Histogram backUs = new Histogram(HIGHEST_US, 3);
    /** Lateness of the tool itself: inputs after their planned time, bytes after their arrival over a link. */
    public final Histogram toolLateUs = new Histogram(HIGHEST_US, 3);

    private final Histogram secondAcknowledgeUs = new Histogram(HIGHEST_US, 2);
    private final Histogram secondAgeUs = new Histogram(HIGHEST_US, 2);
    private final Histogram secondLateUs = new Histogram(HIGHEST_US, 2);
    private final List<Second> seconds = new ArrayList<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final List<Journey> journeys = new ArrayList<>();
    private final Counts counts = new Counts();
    private long fromNs = Long.MAX_VALUE;
    private long toNs = Long.MAX_VALUE;
    private long secondFrames;
    private long secondBytes;
    private long secondOverdue;
    private double toolCpuS;
    private @Nullable IntArrayList frameSizes;

    /** Counters of the counted time, or of the whole run where stated. */
    public static final class Counts {
        /** Players welcomed at least once, in the whole run. */
        public int joined;
        /** Players connected now. */
        public int playing;
        /** Connections that ended without a Leave, in the whole run. */
        public long lost;
        /** Seats taken again, in the whole run. */
        public long resumed;
        /** Moves to another server that were followed, in the whole run. */
        public long moved;
        /** Players who left and joined anew, in the whole run. */
        public long left;

        /** Ticks a second of the server, from its first Welcome; 0 if no player was welcomed. */
        public int tickRate;

        public long frames;
        /** The number of frames of the player with the fewest; known after the run. */
        public long fewestFrames = Long.MAX_VALUE;

        public long payloadBytes;
        public long skippedFrames;
        public long slowFrames;
        public long inputs;
        /** Inputs that were planned while the player was out or could not send. */
        public long inputsUnsent;
        /** Inputs sent over a connection that was lost before the answer. */
        public long inputsLost;
        /** Inputs without an answer at the end of the run. They count with the time waited until then. */
        public long inputsUnacknowledged;
        /** Inputs that the server had not received when their tick began. */
        public long lateInputs;
        /** Inputs for ticks in which the ship was dead: no frame shows them, and no percentile includes them. */
        public long inputsWhileDead;
        /** Frames whose world was simulated without the player's input of that tick. */
        public long overdueFrames;
    }

    /** One second of a run. Its time counts from the start of the counted time, and is negative before it. */
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
            double overdueShare,
            double toolCpuShare) {}

    void window(long from, long to) {
        fromNs = from;
        toNs = to;
    }

    /** Records the payload size of every counted frame, in the order they arrive, in this list. */
    public void recordFrameSizes(IntArrayList sizes) {
        frameSizes = sizes;
    }

    boolean counts(long atNs) {
        return atNs - fromNs >= 0 && atNs - toNs < 0;
    }

    /** Returns the time at which the counted time began, by {@link System#nanoTime}. */
    public long countNs() {
        return fromNs;
    }

    /** Returns the counters, which change during the run. */
    public Counts counts() {
        return counts;
    }

    /** Returns the journeys of the players by number, if the plan asks for them. */
    public List<Journey> journeys() {
        return Collections.unmodifiableList(journeys);
    }

    void journey(Journey journey) {
        journeys.add(journey);
    }

    /** Returns the seconds of the whole run, oldest first. */
    public List<Second> seconds() {
        return Collections.unmodifiableList(seconds);
    }

    /** Returns the reasons for which connections ended, and how often each occurred. */
    public Map<String, Integer> reasons() {
        return Collections.unmodifiableMap(reasons);
    }

    /** Returns the CPU time of the generator's thread in the counted time, in seconds. */
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
            if (frameSizes != null) {
                frameSizes.add(bytes);
            }
            counts.skippedFrames += Math.max(0, ticksSinceLast - 1);
            record(interArrivalUs, sinceLastNs);
            record(snapshotAgeUs, ageNs);
        }
    }

    /**
     * Records the end of a player's run.
     *
     * @param frames number of its frames in the counted time
     * @param newestNs arrival of its newest frame; the time waited since then counts too; 0 if it got none
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

    void inputLate(long plannedNs) {
        counts.lateInputs += counts(plannedNs) ? 1 : 0;
    }

    void inputWhileDead(long plannedNs) {
        counts.inputsWhileDead += counts(plannedNs) ? 1 : 0;
    }

    void overdueFrame(long nowNs) {
        secondOverdue++;
        counts.overdueFrames += counts(nowNs) ? 1 : 0;
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

    /** Ends a second, begins the next, and returns the one that ended. */
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
                secondOverdue / (double) Math.max(1, secondFrames),
                cpuShare);
        seconds.add(second);
        secondFrames = 0;
        secondBytes = 0;
        secondOverdue = 0;
        secondAcknowledgeUs.reset();
        secondAgeUs.reset();
        secondLateUs.reset();
        return second;
    }

    /** Returns a percentile of a histogram, in ms. */
    public static double ms(Histogram us, double percentile) {
        return us.getValueAtPercentile(percentile) / 1e3;
    }

    private static void record(Histogram histogram, long ns) {
        histogram.recordValue(Math.max(0, Math.min(HIGHEST_US, ns / 1_000)));
    }
}
