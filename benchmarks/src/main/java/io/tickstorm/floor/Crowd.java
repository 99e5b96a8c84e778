package io.tickstorm.floor;

import io.tickstorm.load.client.Nap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Many players on one thread and one selector. Inputs are planned beforehand and evenly spaced (open loop). The
 * server's CPU time is read at both ends of the counted part, by the thread that counts. One thread.
 */
final class Crowd {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long LAG_MAX_US = 60_000_000;

    private final CrowdPlan plan;
    private final List<CrowdPlayer> players = new ArrayList<>();
    private final IntArrayList sizes = new IntArrayList();
    private final Histogram sendLagUs = new Histogram(LAG_MAX_US, 3);
    private final boolean records;
    private boolean counting;
    private int joined;
    private int lost;
    private long frames;
    private long payloadBytes;
    private long inputs;
    private long nextInput;

    /** @param records keep the size of every frame, for {@link #sizes()} */
    Crowd(CrowdPlan plan, boolean records) {
        this.plan = plan;
        this.records = records;
    }

    /** Plays to the end of the plan. */
    CrowdCount play() throws IOException {
        try (Selector selector = Selector.open()) {
            long startNs = System.nanoTime();
            long countNs = startNs + (plan.rampS() + plan.warmupS()) * SECOND_NS;
            play(selector, startNs, countNs);
            long countedFromNs = System.nanoTime();
            long cpuNs = cpuNs();
            counting = true;
            play(selector, startNs, countNs + plan.durationS() * SECOND_NS);
            counting = false;
            cpuNs = cpuNs() - cpuNs;
            double seconds = (System.nanoTime() - countedFromNs) / 1e9;
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            return new CrowdCount(
                    plan.players(),
                    joined,
                    lost,
                    seconds,
                    frames,
                    payloadBytes,
                    inputs,
                    cpuNs,
                    sendLagUs.getValueAtPercentile(99));
        }
    }

    /** Of every counted frame, in the order they came. */
    FrameSizes sizes() {
        return new FrameSizes(sizes.toIntArray());
    }

    boolean tellsOnChange() {
        return plan.inputEveryTicks() > 1;
    }

    void joined() {
        joined++;
    }

    void frame(int length) {
        if (counting) {
            frames++;
            payloadBytes += length;
            if (records) {
                sizes.add(length);
            }
        }
    }

    private void play(Selector selector, long startNs, long untilNs) throws IOException {
        for (long nowNs = System.nanoTime(); nowNs - untilNs < 0; nowNs = System.nanoTime()) {
            joinWhoIsDue(selector, startNs, nowNs);
            sendDueInputs(startNs, nowNs);
            Nap.take(selector, plannedNs(startNs));
            readAll(selector);
        }
    }

    private void readAll(Selector selector) {
        for (SelectionKey key : selector.selectedKeys()) {
            read(key);
        }
        selector.selectedKeys().clear();
    }

    private void joinWhoIsDue(Selector selector, long startNs, long nowNs) throws IOException {
        long rampNs = Math.max(1, plan.rampS() * SECOND_NS);
        long due = Math.min(plan.players(), 1 + (nowNs - startNs) * plan.players() / rampNs);
        if (players.size() < due) {
            InetSocketAddress server =
                    new InetSocketAddress(plan.url().getHost(), plan.url().getPort());
            SocketChannel channel = SocketChannel.open(server);
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            CrowdPlayer player = new CrowdPlayer(channel, this, players.size());
            channel.register(selector, SelectionKey.OP_READ, player);
            player.upgrade(plan.url());
            players.add(player);
        }
    }

    private void sendDueInputs(long startNs, long nowNs) {
        for (long plannedNs = plannedNs(startNs); plannedNs <= nowNs; plannedNs = plannedNs(startNs)) {
            int number = (int) (nextInput++ % plan.players());
            if (number < players.size()) {
                send(players.get(number), plannedNs);
            }
        }
    }

    private long plannedNs(long startNs) {
        return startNs + (long) (nextInput * (double) CrowdPlan.TICK_NS * plan.inputEveryTicks() / plan.players());
    }

    private void send(CrowdPlayer player, long plannedNs) {
        try {
            long nowNs = System.nanoTime();
            if (player.sendInput(nowNs) && counting) {
                inputs++;
                sendLagUs.recordValue(Math.min(LAG_MAX_US, Math.max(0, (nowNs - plannedNs) / 1_000)));
            }
        } catch (IOException e) {
            // The read that follows finds the connection closed and counts it.
        }
    }

    private void read(SelectionKey key) {
        try {
            ((CrowdPlayer) key.attachment()).read(System.nanoTime());
        } catch (IOException e) {
            lost++;
            key.cancel();
        }
    }

    /** User and system time of the server, in the clock ticks of the system, mostly 10 ms. */
    private long cpuNs() throws IOException {
        if (plan.serverPid() == 0) {
            return 0;
        }
        return ProcessHandle.of(plan.serverPid())
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElseThrow(() -> new IOException("the server's process has ended, or its CPU time is not shown"));
    }
}
