package io.tickstorm.cluster;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.typed.ActorRef;

/** The entities of the rooms that this server has, by code. Any thread. */
final class Entities {
    private final Map<String, ActorRef<RoomCommand>> byCode = new ConcurrentHashMap<>();

    void add(String code, ActorRef<RoomCommand> entity) {
        byCode.put(code, entity);
    }

    void remove(String code, ActorRef<RoomCommand> entity) {
        byCode.remove(code, entity);
    }

    /** Tells the entity of a room that the room has ended for good. */
    void ended(String code) {
        ActorRef<RoomCommand> entity = byCode.get(code);
        if (entity != null) {
            entity.tell(new RoomCommand.Ended());
        }
    }

    /** Returns the number of entities. */
    int size() {
        return byCode.size();
    }
}
