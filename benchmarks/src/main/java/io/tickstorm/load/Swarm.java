package io.tickstorm.load;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * All players of a run on one thread and one selector. Sends are planned (open loop): a player's k-th input is due at a
 * time fixed beforehand, and latency counts from then, so that a server that stalls is charged for what it delayed.
 */
final class Swarm {
    private static final long SECOND_NS = 1_000_000_000L;

    private final LoadPlan plan;
    private final LoadReport report;
    private final List<LoadPlayer> players = new ArrayList<>();
    private long nextInput;

    Swarm(LoadPlan plan) {
        this.plan = plan;
        report = new LoadReport(plan);
    }

    /** Plays the run to its end. */
    LoadReport play(PrintStream progress) throws IOException {
        try (Selector selector = Selector.open()) {
            long startNs = System.nanoTime();
            long countNs = startNs + (plan.rampS() + plan.warmupS()) * SECOND_NS;
            long endNs = countNs + plan.durationS() * SECOND_NS;
            long sayNs = startNs + SECOND_NS;
            for (long nowNs = startNs; nowNs < endNs; nowNs = System.nanoTime()) {
                joinWhoIsDue(selector, startNs, nowNs);
                sendDueInputs(startNs, nowNs);
                selector.select(1);
                readAll(selector);
                if (nowNs >= countNs) {
                    report.startCounting();
                }
                if (nowNs >= sayNs) {
                    sayNs += SECOND_NS;
                    progress.printf(
                            "\r%d s: %d players, %d snapshots",
                            (nowNs - startNs) / SECOND_NS, report.connected(), report.frames());
                    progress.flush();
                }
            }
            progress.println();
            report.stopCounting();
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        }
        return report;
    }

    private void joinWhoIsDue(Selector selector, long startNs, long nowNs) throws IOException {
        long rampNs = Math.max(1, plan.rampS() * SECOND_NS);
        long due = Math.min(plan.players(), 1 + (nowNs - startNs) * plan.players() / rampNs);
        if (players.size() < due) {
            SocketChannel channel =
                    SocketChannel.open(new InetSocketAddress(plan.url().getHost(), port()));
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            LoadPlayer player = new LoadPlayer(channel, plan, report, players.size());
            channel.register(selector, SelectionKey.OP_READ, player);
            player.upgrade();
            players.add(player);
        }
    }

    private int port() {
        return plan.url().getPort() < 0 ? 80 : plan.url().getPort();
    }

    /** The players' phases divide a tick evenly, so the inputs of all are one evenly spaced row. */
    private void sendDueInputs(long startNs, long nowNs) {
        long plannedNs = plannedNs(startNs);
        while (plannedNs <= nowNs) {
            int number = (int) (nextInput % plan.players());
            if (number < players.size()) {
                send(players.get(number), plannedNs);
            }
            nextInput++;
            plannedNs = plannedNs(startNs);
        }
    }

    private long plannedNs(long startNs) {
        long round = nextInput / plan.players();
        long phase = nextInput % plan.players();
        return startNs + round * plan.tickIntervalNs() + phase * plan.tickIntervalNs() / plan.players();
    }

    private static void send(LoadPlayer player, long plannedNs) {
        try {
            player.sendInput(plannedNs, System.nanoTime());
        } catch (IOException e) {
            // The read that follows finds the connection closed and counts it.
        }
    }

    private static void readAll(Selector selector) {
        for (SelectionKey key : selector.selectedKeys()) {
            if (!((LoadPlayer) key.attachment()).read(System.nanoTime())) {
                key.cancel();
            }
        }
        selector.selectedKeys().clear();
    }
}
