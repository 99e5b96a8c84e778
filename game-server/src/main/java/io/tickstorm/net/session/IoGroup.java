package io.tickstorm.net.session;

import io.tickstorm.fleet.Fleet;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.net.settings.NetSettings;
import io.tickstorm.room.Outbox;
import io.tickstorm.room.RoomDirectory;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongPredicate;
import org.xnio.XnioIoThread;

/**
 * The connections of one I/O thread, and their shared state: scratch buffers, and the list of connections with a frame
 * to write. Rooms mark connections; one task per flush writes the frames.
 */
public final class IoGroup {
    private static final int READ_BYTES = 16 * 1024;
    /** Slots beyond twice the admitted connections: evicted ones keep theirs until they have closed. */
    private static final int CLOSING_SLOTS = 64;

    private static final int HEARTBEAT_MS = 250;
    /** A heartbeat later than this means that the whole process stood still. */
    private static final long STALL_NS = 1_000_000_000L;

    private final XnioIoThread thread;
    private final RoomDirectory directory;
    private final Fleet fleet;
    private final ServerMetrics metrics;
    private final NetSettings settings;
    private final WriteSet toWrite;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    /** The deadline of the ticks whose frames the scheduled task writes; set only by the thread that schedules it. */
    private volatile long writeDeadlineNs;

    private final Set<Writable> open = ConcurrentHashMap.newKeySet();
    private final ByteBuffer readScratch = ByteBuffer.allocateDirect(READ_BYTES);
    private final ClientMessage decodeScratch = new ClientMessage();
    private final boolean sharesCores;
    private final Runnable writeAll = this::writeAll;
    private final ReadPause pause;
    /** The time of the newest heartbeat. I/O thread only. */
    private long aliveNs = System.nanoTime();

    private long stalledNs;
    private long stallEndNs = Long.MIN_VALUE;

    public IoGroup(
            XnioIoThread thread, RoomDirectory directory, Fleet fleet, ServerMetrics metrics, NetSettings settings) {
        this.thread = thread;
        sharesCores = Runtime.getRuntime().availableProcessors() < settings.ioThreads() + directory.loops();
        this.directory = directory;
        this.fleet = fleet;
        this.metrics = metrics;
        this.settings = settings;
        toWrite = new WriteSet(2 * settings.limits().connectionsMax() + CLOSING_SLOTS);
        pause = new ReadPause(
                thread, thread, directory::untilTickNs, directory.settings().tickIntervalNs());
        thread.execute(this::heartbeat);
    }

    /** Returns the total of all stalls of over a second since the start, in ns. I/O thread only. */
    public long stalledNs() {
        return stalledNs;
    }

    /** Returns the end of the newest of these stalls, by nanoTime; Long.MIN_VALUE before the first. I/O thread only. */
    public long stallEndNs() {
        return stallEndNs;
    }

    XnioIoThread thread() {
        return thread;
    }

    ServerMetrics metrics() {
        return metrics;
    }

    /** Returns the settings of all connections. Any thread. */
    public NetSettings settings() {
        return settings;
    }

    private void heartbeat() {
        noteAlive(System.nanoTime());
        try {
            thread.executeAfter(this::heartbeat, HEARTBEAT_MS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The server stops.
        }
    }

    private void noteAlive(long nowNs) {
        if (nowNs - aliveNs > STALL_NS) {
            stalledNs += nowNs - aliveNs;
            stallEndNs = nowNs;
        }
        aliveNs = nowNs;
    }

    /** Returns the open connections. Any thread. */
    public Set<Writable> open() {
        return open;
    }

    /** Returns a new session whose messages this thread reads. */
    public Session session(Outbox connection, LongPredicate mayJoin, long nowNs) {
        return new Session(connection, directory, fleet, thread, metrics, settings.limits(), mayJoin, nowNs);
    }

    /**
     * Yields to a tick before a read. On a shared core, a scheduler that lets a busy thread finish its time slice would
     * start the tick 3 ms late. Returns the arrival time for the bytes read now. I/O thread only.
     */
    @SuppressWarnings("ThreadPriorityCheck")
    public long beforeRead() {
        long nowNs = System.nanoTime();
        noteAlive(nowNs);
        if (sharesCores && directory.untilTickNs(nowNs) <= 0) {
            Thread.yield();
            nowNs = System.nanoTime();
        }
        return pause.reads(nowNs);
    }

    /** Lists a connection as open and returns its slot; {@link WriteSet#NO_SLOT} if all are taken. I/O thread only. */
    int opened(Writable connection) {
        open.add(connection);
        return toWrite.add(connection);
    }

    /** Marks the connection in a slot: it has a frame to write. Called by a room's thread. */
    void marked(int slot) {
        toWrite.mark(slot);
    }

    /**
     * Starts the writing of waiting frames. Called by a loop's thread after its ticks.
     *
     * @param deadlineNs of these ticks
     */
    public void flush(long deadlineNs) {
        if (!toWrite.isEmpty() && scheduled.compareAndSet(false, true)) {
            writeDeadlineNs = deadlineNs;
            thread.execute(writeAll);
            pause.end();
        }
    }

    /** Returns the buffer that all connections of this thread read into. I/O thread only. */
    public ByteBuffer readScratch() {
        return readScratch;
    }

    /** Returns the message that all connections of this thread decode into. I/O thread only. */
    public ClientMessage decodeScratch() {
        return decodeScratch;
    }

    /** Removes a connection that has ended, and frees its slot. I/O thread only. */
    void ended(Writable connection, int slot) {
        open.remove(connection);
        toWrite.remove(slot);
    }

    /** Writes the frames that wait now. Those of later ticks get a task of their own, after the reads in between. */
    private void writeAll() {
        long deadlineNs = writeDeadlineNs;
        scheduled.set(false);
        int written = toWrite.writeAll();
        long nowNs = System.nanoTime();
        pause.wrote(written, nowNs);
        metrics.timings.written(deadlineNs, nowNs);
    }
}
