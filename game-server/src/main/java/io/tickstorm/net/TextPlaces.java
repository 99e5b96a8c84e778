package io.tickstorm.net;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The few places for connections that speak text, of which one address gets half and no more. Any thread. */
final class TextPlaces {
    private final int max;
    private final Semaphore free;
    private final AddressLimits addresses;

    TextPlaces(Defence.Share share) {
        max = share.textConnectionsMax();
        free = new Semaphore(max);
        int half = share.perAddress() == 0 ? 0 : Math.min(share.perAddress(), Math.max(1, max / 2));
        addresses = new AddressLimits(share, half);
    }

    /** Why not at this moment; null: there is one. */
    @Nullable
    String refusal(Asker asker) {
        if (max == 0) {
            return "this server speaks no text: see --text-connections";
        }
        if (free.availablePermits() == 0) {
            return "all " + max + " places for text are taken: see --text-connections";
        }
        return addresses.hasRoom(asker) ? null : "this address has half of the places for text already";
    }

    /** Takes a place until the answer is run, once; null: there is none. */
    @Nullable
    Runnable take(Asker asker, long nowNs) {
        Runnable leave = addresses.socket(asker, nowNs);
        if (leave == null) {
            return null;
        }
        if (!free.tryAcquire()) {
            leave.run();
            return null;
        }
        return () -> {
            leave.run();
            free.release();
        };
    }
}
