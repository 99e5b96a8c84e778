package io.tickstorm.net;

import com.google.protobuf.ByteString;
import io.tickstorm.Await;
import io.tickstorm.proto.v1.ErrorCode;
import io.tickstorm.proto.v1.Join;
import io.tickstorm.proto.v1.RosterEntry;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.proto.v1.Welcome;
import io.tickstorm.sim.Fixed;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.Weapon;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A player who flies, shoots, and reconnects when the connection is lost, after 100 ms x 2^n with jitter, at most 3 s.
 * A separate thread plays; others read the volatile fields.
 */
final class ReturningPlayer implements Runnable, AutoCloseable {
    private static final long FIRST_WAIT_MS = 100;
    private static final long LONGEST_WAIT_MS = 3_000;
    private static final int LEAD_TICKS = 3;

    private final String name;
    private final int port;
    private final Random random;
    private final Thread thread;
    /** The score from each time on, by nanoTime. */
    private final TreeMap<Long, Integer> scores = new TreeMap<>();

    private Join.@Nullable Builder resume;
    private int attempts;
    private int heading;
    private volatile boolean stopped;
    private volatile @Nullable TestClient client;

    volatile int ship = -1;
    /** Numbers of Welcomes, of those that resumed the seat, and of frames on this connection. */
    final AtomicInteger welcomes = new AtomicInteger();

    final AtomicInteger resumes = new AtomicInteger();
    final AtomicInteger framesHere = new AtomicInteger();
    /** The tick of the newest frame. */
    volatile int tick;

    /** The tick in the first frame of this connection; the score in it follows. */
    volatile int firstTickHere;

    volatile int firstScoreHere;

    volatile int closeCode;
    volatile int retryAfterMs;

    ReturningPlayer(String name, int port, int seed) {
        this.name = name;
        this.port = port;
        random = new Random(seed);
        thread = new Thread(this, name);
        thread.start();
    }

    @Override
    public void run() {
        while (!stopped) {
            try (TestClient connected = TestClient.open(port)) {
                client = connected;
                playOn(connected);
            } catch (UncheckedIOException | AssertionError e) {
                // The server is not listening.
            }
            framesHere.set(0);
            long fullMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS << Math.min(attempts++, 10));
            Await.standStillAsAPeerWould((long) (fullMs * 1e6 * (0.5 + random.nextDouble() / 2)));
        }
    }

    private void playOn(TestClient connected) {
        connected.join(resume == null ? Join.newBuilder().setName(name) : resume);
        for (ServerFrame frame = connected.next(); frame.getTick() != 0 || frame.hasError(); ) {
            if (frame.hasError()) {
                retryAfterMs = frame.getError().getRetryAfterMs();
                closeCode = connected.closeCode();
                resume = frame.getError().getCode() == ErrorCode.ERROR_CODE_RESUME_REFUSED ? null : resume;
                return;
            }
            take(frame);
            heading += random.nextInt(200);
            int control = InputCommand.of(
                    Fixed.cos(heading) >> 12, Fixed.sin(heading) >> 12, heading & 4095, Weapon.BLASTER.button);
            connected.input(frame.getTick() + LEAD_TICKS, control, LEAD_TICKS);
            frame = connected.next();
        }
    }

    private void take(ServerFrame frame) {
        if (frame.hasWelcome()) {
            Welcome welcome = frame.getWelcome();
            ship = welcome.getShip();
            resume = Join.newBuilder()
                    .setName(name)
                    .setResumeToken(welcome.getResumeToken())
                    .setEpoch(welcome.getEpoch());
            attempts = 0;
            resumes.addAndGet(welcome.getResumed() ? 1 : 0);
            welcomes.incrementAndGet();
        }
        if (resume != null) {
            resume.setResumeTick(frame.getTick());
            resume.setRosterVersion(frame.hasRoster() ? frame.getRoster().getVersion() : resume.getRosterVersion());
        }
        tick = frame.getTick();
        for (RosterEntry entry : frame.getRoster().getEntriesList()) {
            if (entry.getId() == ship) {
                noteScore(entry.getScore());
            }
        }
        if (framesHere.get() == 0) {
            firstTickHere = tick;
            firstScoreHere = score();
        }
        framesHere.incrementAndGet();
    }

    private synchronized void noteScore(int score) {
        scores.put(System.nanoTime(), score);
    }

    synchronized int score() {
        return scores.isEmpty() ? 0 : scores.lastEntry().getValue();
    }

    /** Returns the score that was known at a moment, by nanoTime; 0 before the first. */
    synchronized int scoreAt(long atNs) {
        var before = scores.floorEntry(atNs);
        return before == null ? 0 : before.getValue();
    }

    @Override
    public String toString() {
        return name;
    }

    ByteString token() {
        return resume == null ? ByteString.EMPTY : resume.getResumeToken();
    }

    /** Resets the connection with an RST; the player reconnects. */
    void reset() {
        TestClient cut = client;
        try {
            if (cut != null) {
                cut.close();
            }
        } catch (UncheckedIOException e) {
            // The socket is already closed.
        }
    }

    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        reset();
    }
}
