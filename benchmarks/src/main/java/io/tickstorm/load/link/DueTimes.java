package io.tickstorm.load.link;

import java.util.IdentityHashMap;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A queue of objects by the time at which each is due: the earliest time it was added with. One thread. */
public final class DueTimes<T> {
    private record Due<T>(long atNs, T object) {}

    private final Queue<Due<T>> queue = new PriorityQueue<>((a, b) -> Long.compare(a.atNs, b.atNs));
    private final IdentityHashMap<T, Long> earliest = new IdentityHashMap<>();

    /** Adds an object. A time later than its present one changes nothing. */
    public void add(T object, long atNs) {
        if (atNs == LinkedPipe.NEVER) {
            return;
        }
        Long before = earliest.get(object);
        if (before == null || atNs < before) {
            earliest.put(object, atNs);
            queue.add(new Due<>(atNs, object));
        }
    }

    /** Removes and returns an object that is due, or returns null. */
    public @Nullable T poll(long nowNs) {
        while (!queue.isEmpty() && queue.element().atNs <= nowNs) {
            Due<T> due = queue.remove();
            Long wanted = earliest.get(due.object);
            if (wanted != null && wanted == due.atNs) {
                earliest.remove(due.object);
                return due.object;
            }
        }
        return null;
    }

    /** Removes an object. */
    public void remove(T object) {
        earliest.remove(object);
    }

    /** Returns the earliest time at which an object may be due; {@link LinkedPipe#NEVER} if there is none. */
    public long nextNs() {
        Due<T> first = queue.peek();
        return first == null ? LinkedPipe.NEVER : first.atNs;
    }
}
