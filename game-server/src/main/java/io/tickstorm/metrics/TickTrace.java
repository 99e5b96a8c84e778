package io.tickstorm.metrics;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * Times the phases of a room's ticks while a flight recording enables {@code tickstorm.RoomTick}; otherwise each call
 * costs a branch. A method names the phase that ran since the previous call. Room thread only.
 */
public final class TickTrace {
    private final RoomTickEvent event = new RoomTickEvent();
    private boolean isOn;
    private long sinceNs;

    public TickTrace(String room) {
        event.room = room;
    }

    public void begin() {
        isOn = event.isEnabled();
        if (isOn) {
            event.begin();
            sinceNs = System.nanoTime();
        }
    }

    public void gatheredInputs() {
        if (isOn) {
            event.inputsNs = lap();
        }
    }

    public void askedPilots() {
        if (isOn) {
            event.pilotsNs = lap();
        }
    }

    public void stepped() {
        if (isOn) {
            event.stepNs = lap();
        }
    }

    public void observed() {
        if (isOn) {
            event.observeNs = lap();
        }
    }

    public void sent(int tick, int people) {
        if (isOn) {
            event.sendNs = lap();
            event.tick = tick;
            event.people = people;
            event.commit();
        }
    }

    private long lap() {
        long nowNs = System.nanoTime();
        long lapNs = nowNs - sinceNs;
        sinceNs = nowNs;
        return lapNs;
    }

    /**
     * The durations of the phases of one room's tick, for a flight recording. Each room reuses one; only its thread
     * writes it.
     */
    @Name("tickstorm.RoomTick")
    @Label("Room tick")
    @Category("Tickstorm")
    @Description("A tick of a room, by phase")
    @StackTrace(false)
    static final class RoomTickEvent extends Event {
        @Label("Room")
        String room = "";

        @Label("Tick")
        int tick;

        @Label("People")
        int people;

        @Timespan
        @Label("Inputs: received inputs")
        long inputsNs;

        @Timespan
        @Label("Pilots: decisions of bots")
        long pilotsNs;

        @Timespan
        @Label("Step: the world")
        long stepNs;

        @Timespan
        @Label("Observe: changes for replication")
        long observeNs;

        @Timespan
        @Label("Send: the frames of all clients")
        long sendNs;
    }
}
