package io.tickstorm.metrics;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** Times how long the rooms of a server stand still because another server may own them. Any thread. */
public final class FreezeTrace {
    private @Nullable ServerFrozenEvent event;
    private long countedNs;
    private long frozenNs;

    /** Notes that a tick was withheld. */
    public synchronized void withheld(String cause, long nowNs) {
        ServerFrozenEvent running = event;
        if (running == null) {
            running = new ServerFrozenEvent();
            running.begin();
            event = running;
        } else {
            frozenNs += nowNs - countedNs;
        }
        countedNs = nowNs;
        running.note(cause);
    }

    /** Notes that a tick may run, or that the server ends, which ends the freeze. */
    public synchronized void ended(long nowNs) {
        ServerFrozenEvent running = event;
        if (running != null) {
            frozenNs += nowNs - countedNs;
            running.commit();
            event = null;
        }
    }

    /** Returns how long the server was frozen in all, in s. */
    public synchronized double frozenS() {
        return frozenNs / 1e9;
    }

    /** A server whose rooms stood still. */
    @Name("tickstorm.ServerFrozen")
    @Label("Server frozen")
    @Category("Tickstorm")
    @Description("The rooms of this server stood still, because another server may own them")
    @StackTrace(false)
    static final class ServerFrozenEvent extends Event {
        @Label("Cause: stalled, isolated or removed")
        String cause = "";

        @Label("Ticks of loops that were withheld")
        long ticks;

        /** Keeps the first cause, because a cut ends as a stall; a removal replaces it, because it lasts. */
        private void note(String newest) {
            if (cause.isEmpty() || newest.equals("removed")) {
                cause = newest;
            }
            ticks++;
        }
    }
}
