package io.tickstorm.cluster;

import io.tickstorm.cluster.v1.StoreImage;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** A search for the newest image of a room among all servers. Node actor only. */
final class ImageSearch {
    final List<ActorRef<RoomCommand>> askers = new ArrayList<>();
    final long untilNs;
    int awaited;
    RoomCommand.Fetched best = new RoomCommand.Fetched(null, 0);

    /**
     * @param awaited number of servers that are asked
     * @param untilNs the time at which the search ends without the missing answers
     */
    ImageSearch(int awaited, long untilNs) {
        this.awaited = awaited;
        this.untilNs = untilNs;
    }

    /** Notes an image, which counts if no newer one was found. */
    void found(StoreImage image, int ageMs) {
        StoreImage before = best.image();
        if (before == null || Keeper.isNewer(image, before)) {
            best = new RoomCommand.Fetched(image, ageMs);
        }
    }

    /** Notes that a server has answered. */
    void answered() {
        awaited--;
    }
}
