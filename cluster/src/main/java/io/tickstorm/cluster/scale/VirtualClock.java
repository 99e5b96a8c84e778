package io.tickstorm.cluster.scale;

import java.util.PriorityQueue;

/** Virtual time, in µs, and the tasks that wait for it. Tasks of one time run in the order of registration. */
final class VirtualClock {
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long nowUs;
    private long registered;

    private record Event(long atUs, long number, Runnable task) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return atUs == other.atUs ? Long.compare(number, other.number) : Long.compare(atUs, other.atUs);
        }
    }

    long nowUs() {
        return nowUs;
    }

    /** Runs a task at a time that is not in the past. */
    void at(long us, Runnable task) {
        events.add(new Event(Math.max(us, nowUs), registered++, task));
    }

    /** Runs a task after a delay. */
    void after(long us, Runnable task) {
        at(nowUs + us, task);
    }

    /** Runs all tasks up to this time. */
    void runUntil(long us) {
        for (Event next = events.peek(); next != null && next.atUs <= us; next = events.peek()) {
            events.remove();
            nowUs = next.atUs;
            next.task.run();
        }
        nowUs = us;
    }
}
