package io.tickstorm.load.attack;

import io.tickstorm.proto.v1.Join;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One address that opens a room and leaves it, as fast as it is let in, and then once a second. */
final class RoomCreators extends Attack {
    /** Tries at full speed, which end earlier after {@link #FAST_REFUSED_MAX} refusals in a row. */
    private static final int FAST_TRIES = 200;

    private static final int FAST_REFUSED_MAX = 10;

    private final Target target;
    private final Random random;
    private final AtomicInteger created = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private int refusedInRow;
    private int tries;

    RoomCreators(Target target, int seed) {
        this.target = target;
        random = new Random(seed);
    }

    int created() {
        return created.get();
    }

    int refused() {
        return refused.get();
    }

    @Override
    boolean step(long nowNs) {
        tries++;
        try (BlockingWebSocket client = BlockingWebSocket.binary(target, random)) {
            client.join(Join.newBuilder().setName("Builder").setCreateRoom(true).build());
            created.incrementAndGet();
            refusedInRow = 0;
            client.leave();
        } catch (IOException e) {
            refusedInRow++;
            refused.incrementAndGet();
        }
        if (isFastOver()) {
            ready();
        }
        return true;
    }

    private boolean isFastOver() {
        return tries >= FAST_TRIES || refusedInRow >= FAST_REFUSED_MAX;
    }

    @Override
    long pauseNs() {
        return isReady() ? TimeUnit.SECONDS.toNanos(1) : super.pauseNs();
    }

    @Override
    void end() {}
}
