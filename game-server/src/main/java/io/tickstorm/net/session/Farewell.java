package io.tickstorm.net.session;

import io.tickstorm.proto.v1.Error;
import io.tickstorm.room.CloseReason;
import org.jspecify.annotations.Nullable;

/**
 * The last words of a connection. Immutable.
 *
 * @param sentence may say more than the reason's own
 * @param address WebSocket address of the server to continue at; empty for none
 * @param room code of the room there; empty without an address
 */
public record Farewell(CloseReason reason, String sentence, String address, String room) {
    /** Returns the error message to send before the close; null after a leave by choice. */
    public @Nullable Error error() {
        if (reason == CloseReason.LEFT) {
            return null;
        }
        return Error.newBuilder()
                .setCode(reason.errorCode())
                .setMessage(sentence)
                .setRetryAfterMs(reason.retryAfterMs())
                .setAddress(address)
                .setRoom(room)
                .build();
    }
}
