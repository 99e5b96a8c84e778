package io.tickstorm.cluster;

import io.tickstorm.checkpoint.CheckpointStore;
import io.tickstorm.checkpoint.RoomCopy;
import io.tickstorm.metrics.CheckpointMetrics;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Stores the copies of rooms in the memory of another server, every 0.9 s, so that a loss costs at most a second. The
 * node actor sends them. Any thread.
 */
final class KeeperStore implements CheckpointStore {
    static final int INTERVAL_MS = 900;

    private final ActorRef<NodeCommand> node;
    private final CheckpointMetrics metrics;

    KeeperStore(ActorRef<NodeCommand> node, CheckpointMetrics metrics) {
        this.node = node;
        this.metrics = metrics;
    }

    @Override
    public void write(RoomCopy copy, long nowMs) {
        copy.filled(nowMs);
        node.tell(new NodeCommand.Store(copy));
    }

    @Override
    public void forget(String room) {
        // The node actor forgets the image when the directory reports the end of the room.
    }

    @Override
    public int intervalMs() {
        return INTERVAL_MS;
    }

    @Override
    public CheckpointMetrics metrics() {
        return metrics;
    }
}
