package io.tickstorm.net.http;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.tickstorm.room.JoinRequest;
import io.tickstorm.room.RoomOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for a room, as JSON. Absent fields have the server's values. Immutable.
 *
 * @param party a key that leads to the same room as the others who give it
 * @param seats and bots and roundS: see {@link RoomOrder}
 */
record RoomWish(
        @Nullable String party,
        @Nullable Integer seats,
        @Nullable Integer bots,
        @Nullable Integer roundS) {
    private static final RoomWish NOTHING = new RoomWish("", null, null, null);
    private static final RoomWish UNREADABLE = new RoomWish("?", null, null, null);
    private static final Gson GSON = new Gson();

    /** Reads a body; an empty one wishes nothing. A body that is not JSON gives a wish with a fault. */
    static RoomWish parse(byte[] body) {
        try {
            RoomWish wish = GSON.fromJson(new String(body, StandardCharsets.UTF_8), RoomWish.class);
            return wish == null ? NOTHING : wish;
        } catch (JsonParseException e) {
            return UNREADABLE;
        }
    }

    /** Returns a sentence that says what is wrong, or an empty text. */
    String fault(int seatsMax) {
        if (equals(UNREADABLE)) {
            return "the body is a JSON object with the numbers seats, bots and roundS, or the text party";
        }
        if (party != null && !party.isEmpty() && !JoinRequest.isParty(party)) {
            return "a party key has 1 to 32 letters, digits, - and _";
        }
        return order().fault(seatsMax);
    }

    /** Returns the party key; empty for none. */
    String partyKey() {
        return party == null ? "" : party;
    }

    RoomOrder order() {
        RoomOrder standard = RoomOrder.STANDARD;
        return new RoomOrder(
                seats == null ? standard.seats() : seats,
                bots == null ? standard.bots() : bots,
                roundS == null ? standard.roundS() : roundS);
    }
}
