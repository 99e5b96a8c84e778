package io.tickstorm.twin;

import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;

/**
 * The connections of one I/O thread that have a frame to write. Rooms append to it, and one task per tick writes all of
 * them. The server does the same, so a twin does not need a wake-up for each connection either.
 */
final class WriteList {
    private final Queue<Runnable> writes;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Executor ioThread;
    private final Runnable writeAll = this::writeAll;

    WriteList(Executor ioThread, int connectionsMax) {
        writes = new MpscAtomicArrayQueue<>(connectionsMax);
        this.ioThread = ioThread;
    }

    /** Adds a write, which the I/O thread runs after the next flush. Called by a room's thread. */
    void add(Runnable write) {
        if (!writes.offer(write)) {
            throw new IllegalStateException("more connections are waiting than the limit allows");
        }
    }

    /** Lets the I/O thread run all writes. Called by the tick thread after its tick. */
    void flush() {
        if (!writes.isEmpty() && scheduled.compareAndSet(false, true)) {
            ioThread.execute(writeAll);
        }
    }

    private void writeAll() {
        scheduled.set(false);
        for (Runnable write = writes.poll(); write != null; write = writes.poll()) {
            write.run();
        }
    }
}
