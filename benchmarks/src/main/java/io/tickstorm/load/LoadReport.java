package io.tickstorm.load;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** What the players saw in the counted part of a run. The swarm's thread, then whoever prints it. */
final class LoadReport {
    private static final long HIGHEST_US = 60_000_000;

    private final LoadPlan plan;
    /** From the planned send of an input to the first frame whose world includes it, in microseconds. */
    final Histogram inputToAcknowledgeUs = new Histogram(HIGHEST_US, 3);

    /** Between two frames of one player. */
    final Histogram interArrivalUs = new Histogram(HIGHEST_US, 3);

    /** How late the tool itself sent an input. */
    final Histogram sendLagUs = new Histogram(HIGHEST_US, 3);

    private int connected;
    private int lost;
    private long frames;
    private long payloadBytes;
    private long skipped;
    private long inputs;
    private boolean counting;

    LoadReport(LoadPlan plan) {
        this.plan = plan;
    }

    void startCounting() {
        counting = true;
    }

    void stopCounting() {
        counting = false;
    }

    void joined() {
        connected++;
    }

    void lost() {
        lost++;
    }

    /** Players welcomed. */
    int connected() {
        return connected;
    }

    long frames() {
        return frames;
    }

    void frame(int bytes, int ticksSinceLast, long sinceLastNs) {
        if (counting) {
            frames++;
            payloadBytes += bytes;
            skipped += Math.max(0, ticksSinceLast - 1);
            record(interArrivalUs, sinceLastNs);
        }
    }

    void input(long lagNs) {
        if (counting) {
            inputs++;
            record(sendLagUs, lagNs);
        }
    }

    void acknowledged(long latencyNs) {
        if (counting) {
            record(inputToAcknowledgeUs, latencyNs);
        }
    }

    String summary(ServerFigures before, ServerFigures after) {
        double expected = (double) plan.players() * plan.tickRate() * plan.durationS();
        return String.format(
                Locale.ROOT,
                """
                players     %d of %d joined, %d lost
                snapshots   %d delivered, %.2f %% of %d Hz for everybody; %d ticks without one of their own
                bytes       %.0f B a snapshot, %.2f kB/s a player (payload)
                inputs      %d sent; the tool was late by p50 %.2f ms, p99 %.2f ms
                input to acknowledge   %s
                between snapshots      %s
                %s""",
                connected,
                plan.players(),
                lost,
                frames,
                100 * frames / expected,
                plan.tickRate(),
                skipped,
                frames == 0 ? 0 : (double) payloadBytes / frames,
                payloadBytes / 1e3 / plan.durationS() / plan.players(),
                inputs,
                sendLagUs.getValueAtPercentile(50) / 1e3,
                sendLagUs.getValueAtPercentile(99) / 1e3,
                percentiles(inputToAcknowledgeUs),
                percentiles(interArrivalUs),
                after.since(before));
    }

    private static String percentiles(Histogram us) {
        return String.format(
                Locale.ROOT,
                "p50 %.1f  p90 %.1f  p99 %.1f  p99.9 %.1f  max %.1f ms",
                us.getValueAtPercentile(50) / 1e3,
                us.getValueAtPercentile(90) / 1e3,
                us.getValueAtPercentile(99) / 1e3,
                us.getValueAtPercentile(99.9) / 1e3,
                us.getMaxValue() / 1e3);
    }

    private static void record(Histogram histogram, long ns) {
        histogram.recordValue(Math.max(0, Math.min(HIGHEST_US, ns / 1_000)));
    }
}
