package io.tickstorm.cluster;

import io.tickstorm.fleet.TickLog;
import io.tickstorm.metrics.FreezeTrace;
import io.tickstorm.room.TickGuard;
import org.jspecify.annotations.Nullable;

/**
 * Stops the ticks of this server while another one may own its rooms. That is so when half or more of the members are
 * unreachable, and after the process stood still for over a second. Once the cluster has removed the server, its ticks
 * stop for good. Loops ask before each tick; the node actor sets the state. Any thread.
 *
 * <pre>
 *   runs -- stall of over 1 s --> awaits confirmation -- a majority says: you are a member --> runs
 *   runs -- half or more unreachable --> isolated -- most are reachable again --> awaits confirmation
 *   any  -- removed from the cluster --> stopped for good
 * </pre>
 */
public final class ClusterGuard implements TickGuard {
    /** Others take over no sooner than this after the last sign of life, less the time in which it is noticed. */
    private static final long STALL_NS = 1_000_000_000L;

    private final @Nullable TickLog log;
    private final FreezeTrace freezes = new FreezeTrace();
    private long notedNs;
    private boolean hasStarted;
    private volatile boolean awaitsConfirmation;
    private volatile boolean isIsolated;
    private volatile boolean isRemoved;

    /** Creates a guard without a log. */
    public ClusterGuard() {
        this(null);
    }

    /** @param log receives each tick; null for none */
    ClusterGuard(@Nullable TickLog log) {
        this.log = log;
    }

    @Override
    public void ticked(String room, int epoch, int tick) {
        // A tick during which the process stood still does not count: the loop sends nothing of it.
        if (log != null && mayTick(System.nanoTime())) {
            log.ticked(room, epoch, tick);
        }
    }

    /** Notes that a room continues here from the image of a tick. */
    void continued(String room, int epoch, int tick, int imageTick) {
        if (log != null) {
            log.continued(room, epoch, tick, imageTick);
        }
    }

    @Override
    public synchronized boolean mayTick(long nowNs) {
        noteTime(nowNs);
        boolean mayTick = !awaitsConfirmation && !isIsolated && !isRemoved;
        if (mayTick) {
            freezes.ended(nowNs);
        } else {
            freezes.withheld(isRemoved ? "removed" : isIsolated ? "isolated" : "stalled", nowNs);
        }
        return mayTick;
    }

    /** Returns the times in which no tick was allowed. */
    FreezeTrace freezes() {
        return freezes;
    }

    /** Notes that the process runs at this time; a gap since the last note is a stall. */
    synchronized void noteTime(long nowNs) {
        if (hasStarted && nowNs - notedNs > STALL_NS) {
            awaitsConfirmation = true;
        }
        hasStarted = true;
        notedNs = nowNs;
    }

    /** Returns true if a majority has to confirm that this server is still a member. */
    boolean needsConfirmation() {
        return awaitsConfirmation && !isIsolated && !isRemoved;
    }

    /** Notes that a majority has confirmed it. */
    void confirm() {
        awaitsConfirmation = false;
    }

    /** Notes how many of the members are unreachable. */
    void reachability(int members, int unreachable) {
        boolean isolated = members > 0 && 2 * unreachable >= members;
        if (isolated) {
            awaitsConfirmation = true;
        }
        isIsolated = isolated;
    }

    /** Notes that the cluster has removed this server. This never changes back. */
    void remove() {
        isRemoved = true;
        freezes.ended(System.nanoTime());
    }
}
