package io.tickstorm.cluster;

import io.tickstorm.Main;
import io.tickstorm.Membership;
import io.tickstorm.fleet.Fleet;
import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.room.RoomDirectory;
import io.tickstorm.room.TickGuard;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Starts a server of a fleet: the game server with a membership in a Pekko cluster. Main thread. */
public final class ClusterMain implements Membership {
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_REMOVED = 4;
    private static final int EXIT_REFUSED = 2;
    private static final int EXIT_CANNOT_LISTEN = 3;
    private static final long DNS_NS = 20_000_000_000L;
    private static final int LEAVE_MS = 10_000;
    private static final int REMOVED_MS = 5_000;
    /**
     * Before the join this class explains in one sentence what goes wrong; after it, Pekko logs its errors. A field,
     * because the logging system forgets the level of a logger without a reference.
     */
    private static final Logger QUIET = Logger.getLogger("org.apache.pekko");

    private final ClusterOptions options;
    private final ClusterGuard guard;
    private volatile @Nullable ClusterNode node;
    private volatile boolean isLeaving;

    private ClusterMain(ClusterOptions options) {
        this.options = options;
        guard = new ClusterGuard(options.tickLog());
    }

    public static void main(String[] args) {
        QUIET.setLevel(Level.OFF);
        // Pekko's threads would start the logging at the same time, and it would complain.
        LoggerFactory.getILoggerFactory();
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
        FleetConfig config = options.fleet(seedsByDns());
        ClusterNode joined = start(config, directory, metrics);
        joined.whenTerminated(() -> endProcess(joined, config));
        joined.whenRemoved(() -> endLater(joined, config));
        node = joined;
        Rehearsal.run(directory.settings());
        joined.whenUp().toCompletableFuture().join();
        QUIET.setLevel(Level.SEVERE);
        List<String> strangers = joined.seedsOfAnotherFleet(config.seeds());
        if (!strangers.isEmpty()) {
            leave();
            end(
                    EXIT_REFUSED,
                    String.join(", ", strangers) + " belongs to another fleet than the other seeds. Name the"
                            + " servers of one fleet only.");
        }
        System.out.println("Fleet: other servers join with --seed-nodes " + joined.address());
        return joined.fleet();
    }

    private List<String> seedsByDns() {
        if (options.seedDns().isEmpty()) {
            return List.of();
        }
        SeedDns.withoutCache();
        List<String> found = SeedDns.find(options.seedDns(), options.seedDnsServers(), DNS_NS);
        if (found.isEmpty()) {
            end(
                    EXIT_REMOVED,
                    "--seed-dns: " + options.seedDns() + " has fewer than " + options.seedDnsServers()
                            + " addresses. Start the other servers, or lower --seed-dns-servers.");
        }
        return found;
    }

    private ClusterNode start(FleetConfig config, RoomDirectory directory, ServerMetrics metrics) {
        try {
            return ClusterNode.start(config, directory, guard, options.tickRate(), metrics);
        } catch (RuntimeException e) {
            if (!String.valueOf(e.getMessage()).contains("bind")) {
                end(EXIT_FAILED, "The fleet cannot start: " + e.getMessage());
            }
            end(
                    EXIT_CANNOT_LISTEN,
                    "The cluster cannot listen on " + config.host() + ":" + config.port()
                            + ": it is in use or not allowed. Try --cluster-port or --cluster-host.");
            throw e;
        }
    }

    /**
     * Ends the process even if Pekko does not: in one of some dozen cuts its parts waited for each other. Until then,
     * the players of a removed server see rooms that stand still.
     */
    private void endLater(ClusterNode removed, FleetConfig config) {
        CompletableFuture.delayedExecutor(REMOVED_MS, TimeUnit.MILLISECONDS).execute(() -> endProcess(removed, config));
    }

    /** The cluster has ended here, although nobody asked for it: an orchestrator may start the server again. */
    private void endProcess(ClusterNode ended, FleetConfig config) {
        if (isLeaving) {
            return;
        }
        if (ended.isRefused()) {
            end(
                    EXIT_REFUSED,
                    "The fleet refuses this server: its --cluster-name, --cluster-secret or version differs"
                            + " from theirs.");
        }
        if (ended.isWithoutSeed()) {
            end(
                    EXIT_REMOVED,
                    "None of the servers " + String.join(", ", config.seeds())
                            + " could be joined. Start one of them first, and compare the addresses, --cluster-host"
                            + " and TLS.");
        }
        end(EXIT_REMOVED, "This server was removed from the fleet. It ends.");
    }

    private static void end(int exitCode, String sentence) {
        System.err.println(sentence);
        System.err.flush();
        Runtime.getRuntime().halt(exitCode);
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
        return options.drainMs();
    }
}
