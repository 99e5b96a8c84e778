package io.tickstorm.room;

import io.tickstorm.link.Link;
import io.tickstorm.link.LinkProfile;
import io.tickstorm.sim.InputCommand;
import java.util.ArrayDeque;
import java.util.Queue;

/** A player on a bad network, who rests and acknowledges every tick. Virtual time. */
final class LinkedPlayer implements Outbox {
    final Player player = new Player(this, false, 0);
    long bytes;
    int sentFrames;
    int largestFrame;
    /** The largest number of bytes that waited before the narrow link. */
    long queuedBytesMax;

    int newestTick;
    private final Link down;
    private final Link up;
    private final Queue<long[]> frames = new ArrayDeque<>();
    private final Queue<long[]> inputs = new ArrayDeque<>();
    private final int leadTicks;
    private long nowNs;
    private int roomTick;

    LinkedPlayer(LinkProfile profile, long seed) {
        down = profile.down(seed);
        up = profile.up(-seed);
        leadTicks = (int) (profile.latencyMs() / 33) + 4;
    }

    /** Receives arrived frames, sends the input of this tick, and passes arrived inputs to the room. */
    void tick(int newestRoomTick, long now) {
        nowNs = now;
        roomTick = newestRoomTick + 1;
        while (!frames.isEmpty() && frames.element()[0] <= nowNs) {
            newestTick = (int) frames.remove()[1];
        }
        inputs.add(new long[] {up.send(12, nowNs), newestRoomTick + leadTicks, newestTick});
        while (!inputs.isEmpty() && inputs.element()[0] <= nowNs) {
            long[] input = inputs.remove();
            player.recordReceipt(nowNs);
            int rest = InputCommand.of(0, 0, 0, 0);
            player.inputs().offer((int) input[1], rest, (int) input[2], 0, input[0]);
        }
    }

    @Override
    public boolean isIdle() {
        return true;
    }

    @Override
    public int offer(byte[] frame, int length) {
        bytes += length;
        sentFrames++;
        largestFrame = Math.max(largestFrame, length);
        frames.add(new long[] {down.send(length, nowNs), roomTick});
        queuedBytesMax = Math.max(queuedBytesMax, down.backlogBytes(nowNs));
        return length;
    }

    @Override
    public void close(CloseReason reason) {
        throw new AssertionError(reason.sentence());
    }
}
