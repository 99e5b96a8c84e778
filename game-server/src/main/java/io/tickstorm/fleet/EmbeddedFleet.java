package io.tickstorm.fleet;

import io.tickstorm.room.CloseReason;
import io.tickstorm.room.JoinRequest;
import io.tickstorm.room.RoomDirectory;
import io.tickstorm.room.RoomListing;
import io.tickstorm.room.RoomOpening;
import io.tickstorm.room.RoomOrder;
import io.tickstorm.room.RoomQuota;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A fleet of one server, this one. Every stage it returns is complete. Any thread. */
public final class EmbeddedFleet implements Fleet {
    private final RoomDirectory directory;
    private final Parties parties = new Parties();

    public EmbeddedFleet(RoomDirectory directory) {
        this.directory = directory;
    }

    @Override
    public CompletionStage<Placement> place(JoinRequest request, RoomQuota quota) {
        String party = request.party();
        if (party.isEmpty()
                || request.resume().isAsked()
                || request.createRoom()
                || !request.room().isEmpty()) {
            return done(new Placement.Here(request));
        }
        RoomListing room = match(party);
        return done(room == null ? new Placement.Here(request) : new Placement.Here(request.inRoom(room.code())));
    }

    @Override
    public CompletionStage<RoomSearch> find(String code) {
        return done(result(directory.listing(code), CloseReason.UNKNOWN_ROOM));
    }

    @Override
    public CompletionStage<RoomSearch> quickMatch(String party) {
        return done(result(match(party), CloseReason.SERVER_FULL));
    }

    @Override
    public CompletionStage<RoomSearch> open(RoomOrder order, RoomQuota quota) {
        RoomOpening opening = directory.openPrivate("", order, quota);
        CloseReason refusal = opening.refusal();
        return done(refusal == null ? result(opening.room(), CloseReason.SERVER_FULL) : RoomSearch.refused(refusal));
    }

    @Override
    public List<String> addresses() {
        return List.of();
    }

    @Override
    public Set<String> pageOrigins() {
        return Set.of();
    }

    @Override
    public FleetView view() {
        return new FleetView(List.of(new FleetView.Node("this server", "", "up", directory.listings(), 0, 0)));
    }

    @Override
    public CompletionStage<Void> drain() {
        return CompletableFuture.allOf();
    }

    private @Nullable RoomListing match(String party) {
        RoomListing room = directory.listing(parties.room(party));
        if (room == null || !room.hasSeat()) {
            room = Matchmaking.choose(directory.listings(), List.of(), !party.isEmpty());
        }
        if (room == null) {
            room = directory.open("", true, RoomOrder.STANDARD);
        }
        if (room == null) {
            room = Matchmaking.choose(directory.listings(), List.of(), false);
        }
        if (room != null) {
            parties.found(party, room.code());
        }
        return room;
    }

    private static RoomSearch result(@Nullable RoomListing room, CloseReason otherwise) {
        return room == null ? RoomSearch.refused(otherwise) : RoomSearch.found(new RoomPlace(room, ""));
    }

    private static <T> CompletionStage<T> done(T result) {
        return CompletableFuture.completedStage(result);
    }
}
