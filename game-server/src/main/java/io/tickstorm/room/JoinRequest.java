package io.tickstorm.room;

import com.google.protobuf.ByteString;

/**
 * The validated request of a player's first message. Immutable.
 *
 * @param name cleaned by {@link PersonText#name}
 * @param room a code in capital letters, or empty for quick play
 * @param createRoom true to open a private room, with this code if it is not empty
 * @param resume the state that the client holds from an earlier connection
 * @param inputsOnChange true if a tick without an input repeats the previous one
 */
public record JoinRequest(String name, String room, boolean createRoom, Resume resume, boolean inputsOnChange) {
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

        boolean isAsked() {
            return !token.isEmpty();
        }
    }
}
