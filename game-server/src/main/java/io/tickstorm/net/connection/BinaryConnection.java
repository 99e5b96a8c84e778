package io.tickstorm.net.connection;

import io.tickstorm.net.session.IoGroup;
import io.tickstorm.net.websocket.FrameWriter;
import io.tickstorm.proto.v1.Error;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.room.CloseReason;
import java.nio.ByteBuffer;
import java.util.function.LongPredicate;
import org.xnio.StreamConnection;

/** A connection of {@code tickstorm.v1}: sends a room's frame as one message. Threads as in {@link Connection}. */
final class BinaryConnection extends Connection {
    static final String SUBPROTOCOL = "tickstorm.v1";

    BinaryConnection(StreamConnection stream, IoGroup group, LongPredicate mayJoin) {
        super(stream, group, mayJoin);
    }

    @Override
    public int offer(byte[] bytes, int length) {
        ByteBuffer out = startFrame(length);
        if (out == null) {
            return length;
        }
        FrameWriter.binary(out, bytes, length);
        int wireBytes = frame.finish();
        markFrame();
        return wireBytes;
    }

    @Override
    boolean speaksText() {
        return false;
    }

    @Override
    CloseReason wrongKind() {
        return CloseReason.TEXT_FRAME;
    }

    @Override
    void receive(byte[] bytes, int length, long nowNs) {
        session.receive(bytes, length, group.decodeScratch(), nowNs);
    }

    @Override
    byte[] encode(Error error) {
        return ServerFrame.newBuilder().setError(error).build().toByteArray();
    }
}
