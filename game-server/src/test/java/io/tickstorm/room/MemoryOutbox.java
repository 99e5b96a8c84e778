package io.tickstorm.room;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tickstorm.proto.v1.ServerFrame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection that stores the frames. */
public final class MemoryOutbox implements Outbox {
    public final List<ServerFrame> frames = new ArrayList<>();
    public boolean stuck;
    public @Nullable CloseReason closed;

    @Override
    public boolean isIdle() {
        return !stuck;
    }

    @Override
    public int offer(byte[] frame, int length) {
        try {
            frames.add(ServerFrame.parser().parseFrom(frame, 0, length));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
        return length;
    }

    @Override
    public void close(CloseReason reason) {
        closed = closed == null ? reason : closed;
    }

    public ServerFrame last() {
        return frames.get(frames.size() - 1);
    }
}
