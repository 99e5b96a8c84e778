package io.tickstorm.load.link;

import java.util.IdentityHashMap;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Who has to be looked at when, the earliest first; each has one time, the earliest he asked for. One thread. */
public final class DueTimes<T> {
    private record Due<T>(long atNs, T who) {}

    private final Queue<Due<T>> queue = new PriorityQueue<>((a, b) -> Long.compare(a.atNs, b.atNs));
    private final IdentityHashMap<T, Long> earliest = new IdentityHashMap<>();

    /** Later than a time he already has: nothing changes. */
    public void add(T who, long atNs) {
        if (atNs == LinkedPipe.NEVER) {
            return;
        }
        Long before = earliest.get(who);
        if (before == null || atNs < before) {
            earliest.put(who, atNs);
            queue.add(new Due<>(atNs, who));
        }
    }

    /** Who is due, or null; he has no time any more. */
    public @Nullable T poll(long nowNs) {
        while (!queue.isEmpty() && queue.element().atNs <= nowNs) {
            Due<T> due = queue.remove();
            Long wanted = earliest.get(due.who);
            if (wanted != null && wanted == due.atNs) {
                earliest.remove(due.who);
                return due.who;
            }
        }
        return null;
    }

    public void remove(T who) {
        earliest.remove(who);
    }

    /** When somebody may be due; {@link LinkedPipe#NEVER} if nobody is. */
    public long nextNs() {
        Due<T> first = queue.peek();
        return first == null ? LinkedPipe.NEVER : first.atNs;
    }
}
