package io.tickstorm.room;

import com.google.protobuf.ByteString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Registers the tokens of a room's seats, and replaces a token once its successor has arrived. Room thread only. */
final class ResumeTokens {
    /** Finds the room of a resume token. Any thread. */
    interface Index {
        /** Maps the token with this hash to a room. */
        void add(String tokenHash, RoomIdentity room);

        /** Removes the token with this hash; does nothing if it is unknown. */
        void remove(String tokenHash);
    }

    private final RoomEnvironment room;
    private final Index index;
    private final RoomCheckpoints checkpoints;

    ResumeTokens(RoomEnvironment room, Index index, RoomCheckpoints checkpoints) {
        this.room = room;
        this.index = index;
        this.checkpoints = checkpoints;
    }

    /** Returns the tokens of a new seat whose client receives this one. */
    SeatTokens create(ByteString first) {
        return SeatTokens.of(first, tickBeingMade());
    }

    /** Registers the tokens of a seat. */
    void expect(Seat seat) {
        index.add(seat.tokens().heldHash(), room.identity());
        index.add(seat.tokens().successorHash(), room.identity());
    }

    /** Registers the tokens of a new seat, and schedules the next copy of the room soon. */
    void expectSoon(Seat seat) {
        expect(seat);
        checkpoints.hasten();
    }

    /** Removes the tokens of a freed seat. */
    void forget(Seat seat) {
        index.remove(seat.tokens().heldHash());
        index.remove(seat.tokens().successorHash());
    }

    /** Returns the seat of the token with this hash; null if there is none. */
    static @Nullable Seat find(List<Seat> seats, String tokenHash) {
        for (Seat seat : seats) {
            if (seat.tokens().open(tokenHash)) {
                return seat;
            }
        }
        return null;
    }

    /** Returns the token for a client that resumes the seat with the presented one. */
    ByteString answer(Seat seat, ByteString presented) {
        String heldBefore = seat.tokens().heldHash();
        ByteString token = seat.tokens().present(presented, room.tick(), checkpoints.keptTick());
        seat.awaitProof(!token.equals(presented));
        if (!heldBefore.equals(seat.tokens().heldHash())) {
            replace(seat, heldBefore);
        }
        return token;
    }

    /** Handles an input, which may prove that the newest token has arrived. */
    void prove(Seat seat) {
        String heldBefore = seat.tokens().heldHash();
        if (seat.tokens().prove(tickBeingMade())) {
            seat.awaitProof(false);
            replace(seat, heldBefore);
        }
    }

    private void replace(Seat seat, String retiredHash) {
        index.remove(retiredHash);
        index.add(seat.tokens().successorHash(), room.identity());
        checkpoints.hasten();
    }

    /** Returns the tick to which an event between two ticks belongs; earlier images do not contain it. */
    private int tickBeingMade() {
        return room.tick() + 1;
    }
}
