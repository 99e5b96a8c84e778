package io.tickstorm.metrics;

/**
 * Times the phases of a room's ticks while a flight recording asks for {@code tickstorm.RoomTick}; otherwise a branch
 * each. What ran since the last call was the phase that a method names. The room's thread only.
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

    public void tookInputs() {
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
}
