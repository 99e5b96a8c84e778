package io.tickstorm.twin;

import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;

/**
 * The connections of one I/O thread that have a frame to write: rooms append, one task per tick works it off. The
 * server does the same, so a twin does not lose by a wake-up for each connection.
 */
final class WriteList {
    private final Queue<Runnable> writes = new MpscAtomicArrayQueue<>(Game.CONNECTIONS_MAX);
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Executor ioThread;
    private final Runnable writeAll = this::writeAll;

    WriteList(Executor ioThread) {
        this.ioThread = ioThread;
    }

    /** A room's thread: this is to be run by the I/O thread with the next flush. */
    void add(Runnable write) {
        if (!writes.offer(write)) {
            throw new IllegalStateException("more connections wait than there may be");
        }
    }

    /** The tick thread, after its tick. */
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
