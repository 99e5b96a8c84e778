package io.tickstorm.cluster;

import io.tickstorm.Main;
import io.tickstorm.Membership;
import io.tickstorm.fleet.Fleet;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.room.RoomDirectory;
import io.tickstorm.room.TickGuard;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts a server of a fleet: the game server with a membership in a Pekko cluster. Main thread. */
public final class ClusterMain implements Membership {
    private static final int EXIT_REMOVED = 4;
    private static final int LEAVE_MS = 10_000;
    /** A reference, because the logging system forgets the level of a logger without one. */
    private static final Logger QUIET = Logger.getLogger("org.apache.pekko");

    private final ClusterOptions options;
    private final ClusterGuard guard;
    private @Nullable ClusterNode node;
    private volatile boolean isLeaving;

    private ClusterMain(ClusterOptions options) {
        this.options = options;
        guard = new ClusterGuard(options.tickLog());
    }

    public static void main(String[] args) {
        QUIET.setLevel(Level.SEVERE);
        ClusterOptions options = new ClusterOptions();
        Main.main(args, options, () -> new ClusterMain(options));
    }

    @Override
    public boolean isAlone() {
        return false;
    }

    @Override
    public TickGuard guard() {
        return guard;
    }

    @Override
    public Fleet join(RoomDirectory directory, ServerMetrics metrics) {
        ClusterNode joined = ClusterNode.start(options.fleet(), directory, guard, options.tickRate(), metrics);
        joined.whenTerminated(this::endProcess);
        node = joined;
        System.out.println("Fleet: other servers join with --seed-nodes " + joined.address());
        return joined.fleet();
    }

    /** The cluster has ended here, although nobody asked for it: an orchestrator may start the server again. */
    private void endProcess() {
        if (!isLeaving) {
            System.err.println("This server could not join the fleet, or was removed from it. It ends.");
            Runtime.getRuntime().halt(EXIT_REMOVED);
        }
    }

    @Override
    public void leave() {
        isLeaving = true;
        ClusterNode joined = node;
        if (joined != null) {
            try {
                joined.leave().toCompletableFuture().get(LEAVE_MS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                System.err.println("The fleet did not confirm the leave; it removes this server by itself.");
            }
        }
    }

    @Override
    public int drainMs() {
        return options.fleet().drainMs();
    }
}
