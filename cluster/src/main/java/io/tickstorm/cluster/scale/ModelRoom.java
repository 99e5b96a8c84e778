package io.tickstorm.cluster.scale;

import io.tickstorm.room.RoomListing;
import org.jspecify.annotations.Nullable;

/** A room of the model, and its people. */
final class ModelRoom {
    private final String code;
    private final boolean isPublic;
    private final int seats;
    private int people;

    @Nullable
    private ModelNode node;

    private boolean isGone;

    ModelRoom(String code, boolean isPublic, int seats) {
        this.code = code;
        this.isPublic = isPublic;
        this.seats = seats;
    }

    String code() {
        return code;
    }

    boolean isPublic() {
        return isPublic;
    }

    int people() {
        return people;
    }

    /** Returns the server of the room; null while the room is on its way. */
    @Nullable
    ModelNode node() {
        return node;
    }

    /** Returns true if the room has ended, or was lost. */
    boolean isGone() {
        return isGone;
    }

    RoomListing listing() {
        return new RoomListing(code, 1, isPublic, people, seats);
    }

    /** Seats one more person. Returns false if no seat is free. */
    boolean enter() {
        if (isGone || people >= seats) {
            return false;
        }
        people++;
        note();
        return true;
    }

    void leave() {
        people--;
        note();
    }

    private void note() {
        if (node != null) {
            node.note(this);
        }
    }

    /** Gives the room to a server. */
    void settle(ModelNode owner) {
        node = owner;
        owner.add(this);
    }

    /** Takes the room from its server, if it has one. */
    void depart() {
        ModelNode owner = node;
        if (owner != null) {
            owner.remove(this);
            node = null;
        }
    }

    void end() {
        depart();
        isGone = true;
    }
}
