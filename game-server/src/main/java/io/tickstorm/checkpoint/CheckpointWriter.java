package io.tickstorm.checkpoint;

import io.tickstorm.metrics.CheckpointMetrics;
import io.tickstorm.sim.StateImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;

/**
 * The thread that writes the rooms' checkpoints, one after the other. A full or missing disk stops only this thread's
 * work; the failure and the recovery are reported once each. Room threads only enqueue copies.
 */
public final class CheckpointWriter implements CheckpointStore, Runnable {
    private static final int INTERVAL_MS = 2_000;
    private static final int FORGOTTEN_MAX = 1024;
    private static final int START_BYTES = 64 * 1024;
    private static final long NAP_NS = 1_000_000_000L;

    private final CheckpointFolder folder;
    private final Terms terms;
    private final CheckpointMetrics metrics;
    private final Consumer<String> console;
    /** The jobs: a {@link RoomCopy} to write, or the name of a room whose file is to be deleted. */
    private final Queue<Object> jobs;

    private final Thread thread = new Thread(this, "checkpoints");
    private volatile boolean finishing;
    private ByteBuffer scratch = ByteBuffer.allocate(START_BYTES);
    private boolean isFailing;

    /** @param console receives sentences for the operator of the server */
    public CheckpointWriter(
            CheckpointFolder folder, Terms terms, int roomsMax, CheckpointMetrics metrics, Consumer<String> console) {
        this.folder = folder;
        this.terms = terms;
        this.metrics = metrics;
        this.console = console;
        jobs = new MpscAtomicArrayQueue<>(roomsMax + FORGOTTEN_MAX);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    @Override
    public void write(RoomCopy copy, long nowMs) {
        copy.filled(nowMs);
        boolean fits = jobs.offer(copy);
        assert fits : "a room has one copy, and the queue has a place for each room";
        LockSupport.unpark(thread);
    }

    @Override
    public int intervalMs() {
        return INTERVAL_MS;
    }

    @Override
    public CheckpointMetrics metrics() {
        return metrics;
    }

    @Override
    public void forget(String room) {
        // With a thousand waiting jobs the disk hangs; remaining files are too old for the next start.
        jobs.offer(room);
        LockSupport.unpark(thread);
    }

    /**
     * Writes the waiting copies and ends. Call it after the last copy was enqueued. Returns false if it took longer
     * than {@code waitMs}.
     */
    public boolean finish(long waitMs) throws InterruptedException {
        finishing = true;
        LockSupport.unpark(thread);
        thread.join(waitMs);
        return !thread.isAlive();
    }

    @Override
    public void run() {
        while (true) {
            boolean wasFinishing = finishing;
            Object job = jobs.poll();
            if (job != null) {
                work(job);
            } else if (wasFinishing) {
                return;
            } else {
                LockSupport.parkNanos(this, NAP_NS);
            }
        }
    }

    private void work(Object job) {
        boolean isSafe = false;
        try {
            if (job instanceof RoomCopy copy) {
                write(copy);
                isSafe = true;
            } else {
                folder.delete((String) job);
            }
        } catch (IOException | RuntimeException e) {
            metrics.failures.inc();
            if (!isFailing) {
                isFailing = true;
                console.accept("Checkpoints cannot be written, and the game continues: " + folder.path()
                        + " cannot be written" + CheckpointFolder.because(e) + ".");
            }
        } finally {
            if (!isSafe && job instanceof RoomCopy copy) {
                copy.stored(false);
            }
        }
    }

    private void write(RoomCopy copy) throws IOException {
        long startNs = System.nanoTime();
        StateImage image = copy.image;
        ByteBuffer file = CheckpointFile.encode(terms, copy.taken(), image, scratch);
        scratch = file;
        int bytes = file.remaining();
        folder.replace(copy.room(), file);
        long endNs = System.nanoTime();
        if (isFailing) {
            isFailing = false;
            console.accept("Checkpoints are written again to " + folder.path() + ".");
        }
        copy.stored(true);
        metrics.written(bytes, endNs - startNs, endNs);
    }
}
