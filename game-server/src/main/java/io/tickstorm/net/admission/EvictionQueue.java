package io.tickstorm.net.admission;

import java.util.LinkedHashSet;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Holders of places that may be taken from them, in the order in which they began to wait. Not thread-safe: its owner
 * locks. Adding and removing cost the same however many wait.
 */
public final class EvictionQueue<T> {
    /** Candidates for an eviction. */
    static final int CANDIDATES = 16;

    private final LinkedHashSet<T> waiting = new LinkedHashSet<>();

    /** Appends a holder that begins to wait. */
    public void add(T holder) {
        waiting.add(holder);
    }

    /** Removes a holder, wherever it waits; does nothing if it does not wait. */
    public void remove(T holder) {
        waiting.remove(holder);
    }

    /** Returns the holder that has waited for the longest time; null if none waits. */
    public @Nullable T oldest() {
        return waiting.isEmpty() ? null : waiting.iterator().next();
    }

    /**
     * Returns the next to be evicted: of the oldest {@value #CANDIDATES} the one whose address holds most, so that a
     * crowd from a few addresses displaces itself and not others. Null if nobody waits.
     */
    public @Nullable T victim(ToIntFunction<T> heldByItsAddress) {
        T victim = null;
        int most = -1;
        int seen = 0;
        for (T holder : waiting) {
            int held = heldByItsAddress.applyAsInt(holder);
            if (held > most) {
                victim = holder;
                most = held;
            }
            if (++seen == CANDIDATES) {
                break;
            }
        }
        return victim;
    }

    int size() {
        return waiting.size();
    }
}
