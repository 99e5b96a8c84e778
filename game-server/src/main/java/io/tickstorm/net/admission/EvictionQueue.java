package io.tickstorm.net.admission;

import java.util.LinkedHashSet;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Holders of places that may be evicted, in the order in which they began to wait. Adding and removing take constant
 * time. Not thread-safe: the owner locks.
 */
public final class EvictionQueue<T> {
    /** Candidates for an eviction. */
    static final int CANDIDATES = 16;

    private final LinkedHashSet<T> waiting = new LinkedHashSet<>();

    /** Appends a holder that begins to wait. */
    public void add(T holder) {
        waiting.add(holder);
    }

    /** Removes a holder; does nothing if it is not waiting. */
    public void remove(T holder) {
        waiting.remove(holder);
    }

    /** Returns the holder that has waited for the longest time; null if none waits. */
    public @Nullable T oldest() {
        return waiting.isEmpty() ? null : waiting.iterator().next();
    }

    /**
     * Returns the next holder to evict: of the oldest {@value #CANDIDATES} the one whose address holds most, so that
     * many connections from a few addresses displace each other. Null if none waits.
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
