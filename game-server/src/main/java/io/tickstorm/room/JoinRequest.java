package io.tickstorm.room;

import com.google.protobuf.ByteString;
import java.util.regex.Pattern;

/**
 * The validated request of a player's first message. Immutable.
 *
 * @param name cleaned by {@link PersonText#name}
 * @param room a code in capital letters, or empty for quick play
 * @param createRoom true to open a private room, with this code if it is not empty
 * @param resume the state that the client holds from an earlier connection
 * @param inputsOnChange true if a tick without an input repeats the previous one
 * @param party with quick play: a key that leads to the same room as the others who give it; empty for none
 * @param waitsForSeat false if the fleet chose the room: it chooses another one instead of waiting for a seat
 */
public record JoinRequest(
        String name,
        String room,
        boolean createRoom,
        Resume resume,
        boolean inputsOnChange,
        String party,
        boolean waitsForSeat) {
    private static final int PARTY_LENGTH_MAX = 32;
    private static final Pattern PARTY = Pattern.compile("[A-Za-z0-9_-]{1," + PARTY_LENGTH_MAX + "}");

    /** Makes a request without a party. */
    public JoinRequest(String name, String room, boolean createRoom, Resume resume, boolean inputsOnChange) {
        this(name, room, createRoom, resume, inputsOnChange, "");
    }

    /** Makes a request that waits for a seat in the room that it names. */
    public JoinRequest(
            String name, String room, boolean createRoom, Resume resume, boolean inputsOnChange, String party) {
        this(name, room, createRoom, resume, inputsOnChange, party, true);
    }

    /** Returns true if people may use this key for a party. */
    public static boolean isParty(String key) {
        return PARTY.matcher(key).matches();
    }

    /** Returns the same request for a room that the fleet has chosen. */
    public JoinRequest inRoom(String code) {
        return new JoinRequest(name, code, false, resume, inputsOnChange, "", false);
    }

    /**
     * Numbers as received. A {@code uint32} from 2^31 is negative in Java: the server never sent such a number, so the
     * client counts as holding nothing (0).
     *
     * @param token empty if there was no earlier connection
     * @param tick newest frame held, 0 without one
     */
    public record Resume(
            ByteString token, int tick, int rosterVersion, int chatSequence, int announcementSequence, int epoch) {
        public static final Resume NONE = new Resume(ByteString.EMPTY, 0, 0, 0, 0, 0);

        public Resume {
            tick = Math.max(0, tick);
            rosterVersion = Math.max(0, rosterVersion);
            chatSequence = Math.max(0, chatSequence);
            announcementSequence = Math.max(0, announcementSequence);
        }

        /** Returns true if the request resumes a seat. */
        public boolean isAsked() {
            return !token.isEmpty();
        }
    }
}
