package io.tickstorm.load.client;

import io.tickstorm.link.LinkProfile;
import io.tickstorm.load.link.DueTimes;
import io.tickstorm.load.link.LinkedPipe;
import io.tickstorm.proto.v1.Welcome;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All players of a run on one thread and one selector. Sends are planned (open loop): a player's k-th input is due at a
 * time fixed beforehand, and latency counts from then, so that a server that stalls is charged for what it delayed.
 */
public final class Swarm {
    private static final long SECOND_NS = 1_000_000_000L;
    /** After the counted time: for the answers to its last inputs. */
    private static final long GRACE_NS = SECOND_NS;

    private static final int JOINS_AT_ONCE = 20;
    private static final int PIPE_BYTES = 64 * 1024;
    private static final int SLOW_PIPE_BYTES = 4 * 1024;
    private static final LinkProfile SLOW_READER = new LinkProfile("slow reader", 20, 2).withDownBytesPerS(2_000);

    private final LoadPlan plan;
    private final Figures figures = new Figures();
    private final FrameFields fields = new FrameFields();
    private final List<LoadPlayer> players = new ArrayList<>();
    private final DueTimes<LoadPlayer> due = new DueTimes<>();
    private final Map<String, RoomClock> clocks = new HashMap<>();
    private final @Nullable String[] rooms;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Wires wires;
    private final BooleanSupplier isOver;
    private final long startNs;
    private final long countNs;
    private final long endNs;
    private @Nullable InputRow inputs;
    private boolean stormed;
    private long cpuAtCountNs = -1;
    private long cpuAtSecondNs;
    private long secondNs;

    /** Who is told what each second was like. */
    public interface Progress {
        void second(Figures.Second second, Figures figures);
    }

    private Swarm(LoadPlan plan, Selector selector, BooleanSupplier isOver) {
        this.plan = plan;
        this.isOver = isOver;
        wires = new Wires(plan.url(), selector, plan.seed(), figures);
        rooms = new String[plan.rooms()];
        startNs = System.nanoTime();
        countNs = startNs + plan.times().countAfterNs();
        endNs = countNs + plan.times().durationNs();
        secondNs = startNs;
        cpuAtSecondNs = threads.getCurrentThreadCpuTime();
        figures.window(countNs, endNs);
    }

    /** Plays the run to its end, on the caller's thread. */
    public static Figures play(LoadPlan plan, Progress progress) throws IOException {
        return play(plan, progress, () -> false);
    }

    /** Plays the run to its end, or until it is over, on the caller's thread. */
    public static Figures play(LoadPlan plan, Progress progress, BooleanSupplier isOver) throws IOException {
        try (Selector selector = Selector.open()) {
            Swarm swarm = new Swarm(plan, selector, isOver);
            swarm.run(progress);
            return swarm.figures;
        }
    }

    LoadPlan plan() {
        return plan;
    }

    Figures figures() {
        return figures;
    }

    FrameFields fields() {
        return fields;
    }

    private void run(Progress progress) throws IOException {
        long nowNs = startNs;
        while (!isOver.getAsBoolean() && (nowNs < endNs || nowNs < endNs + GRACE_NS && isAnyoneWaiting())) {
            joinWhoIsDue(nowNs);
            sendDueInputs(nowNs);
            storm(nowNs);
            awaitWork(nowNs);
            nowNs = serve();
            measure(nowNs, progress);
            if (nowNs >= countNs && figures.counts().joined == 0 && figures.counts().lost > 0) {
                // Nobody is there, or nobody is let in: no reason to wait for the end.
                break;
            }
        }
        for (LoadPlayer player : players) {
            player.finish(System.nanoTime());
        }
    }

    /** Until there is something to read or to send. */
    private void awaitWork(long nowNs) throws IOException {
        Nap.take(wires.selector(), inputs == null ? nowNs + SECOND_NS : inputs.plannedNs());
    }

    private long serve() {
        for (SelectionKey key : wires.selector().selectedKeys()) {
            WebSocketConnection connection = (WebSocketConnection) key.attachment();
            long nowNs = System.nanoTime();
            // Many frames come at once: the inputs due meanwhile do not wait for the last of them.
            sendDueInputs(nowNs);
            connection.ready(nowNs);
            LoadPlayer player = (LoadPlayer) connection.listener();
            due.add(player, player.nextNs());
        }
        wires.selector().selectedKeys().clear();
        long nowNs = System.nanoTime();
        for (LoadPlayer player = due.poll(nowNs); player != null; player = due.poll(nowNs)) {
            player.due(nowNs);
            due.add(player, player.nextNs());
        }
        return nowNs;
    }

    private boolean isAnyoneWaiting() {
        return players.stream().anyMatch(LoadPlayer::waitsForAnswers);
    }

    private void joinWhoIsDue(long nowNs) throws IOException {
        long rampNs = Math.max(1, Math.round(plan.times().rampS() * SECOND_NS));
        long wanted = Math.min(plan.players(), 1 + (nowNs - startNs) * plan.players() / rampNs);
        for (int i = 0; i < JOINS_AT_ONCE && players.size() < wanted; i++) {
            int number = players.size();
            if (number >= rooms.length && rooms.length > 0 && rooms[number % rooms.length] == null) {
                return;
            }
            LoadPlayer player = new LoadPlayer(this, number, nowNs);
            players.add(player);
            due.add(player, player.nextNs());
        }
    }

    private void sendDueInputs(long nowNs) {
        InputRow row = inputs;
        if (row == null) {
            return;
        }
        for (long plannedNs = row.plannedNs(); plannedNs <= nowNs && plannedNs < endNs; plannedNs = row.plannedNs()) {
            long shiftNs = 0;
            if (row.player() < players.size()) {
                LoadPlayer player = players.get(row.player());
                send(player, plannedNs);
                shiftNs = player.takeShiftNs();
            }
            row.next(shiftNs);
        }
    }

    private void send(LoadPlayer player, long plannedNs) {
        try {
            player.sendInput(plannedNs, System.nanoTime());
            due.add(player, player.nextNs());
        } catch (IOException e) {
            // The read that follows finds the connection closed and counts it.
            figures.inputUnsent(plannedNs);
        }
    }

    private void storm(long nowNs) {
        double share = plan.conduct().stormShare();
        if (share > 0
                && !stormed
                && nowNs < endNs
                && nowNs - countNs > plan.times().durationNs() / 3) {
            stormed = true;
            for (LoadPlayer player : players.subList(0, (int) Math.round(share * players.size()))) {
                player.reset(nowNs);
                due.add(player, player.nextNs());
            }
        }
    }

    private void measure(long nowNs, Progress progress) {
        if (nowNs - secondNs >= SECOND_NS) {
            long cpuNs = threads.getCurrentThreadCpuTime();
            double lastedS = (nowNs - secondNs) / 1e9;
            double share = (cpuNs - cpuAtSecondNs) / 1e9 / lastedS;
            progress.second(figures.second((nowNs - countNs) / 1e9, lastedS, share), figures);
            secondNs = nowNs;
            cpuAtSecondNs = cpuNs;
        }
        if (nowNs >= countNs && cpuAtCountNs < 0) {
            cpuAtCountNs = threads.getCurrentThreadCpuTime();
        }
        if (nowNs < endNs && cpuAtCountNs >= 0) {
            figures.toolCpu((threads.getCurrentThreadCpuTime() - cpuAtCountNs) / 1e9);
        }
    }

    WebSocketConnection connect(LoadPlayer player, int number) throws IOException {
        LinkProfile profile = profile(number);
        if (profile == null) {
            return new WebSocketConnection(player, wires, null, null);
        }
        int bytes = isSlow(number) ? SLOW_PIPE_BYTES : PIPE_BYTES;
        long seed = wires.random().nextLong();
        return new WebSocketConnection(
                player, wires, new LinkedPipe(profile.up(seed), bytes), new LinkedPipe(profile.down(seed + 1), bytes));
    }

    private @Nullable LinkProfile profile(int number) {
        return isSlow(number) ? SLOW_READER : plan.profile();
    }

    double roundTripMs(int number) {
        LinkProfile profile = profile(number);
        return profile == null ? 0 : 2 * (profile.latencyMs() + profile.jitterMs());
    }

    /** Every so many-th player. */
    boolean isSlow(int number) {
        double share = plan.conduct().slowShare();
        return Math.floor((number + 1) * share) > Math.floor(number * share);
    }

    boolean opensRoom(int number) {
        return number < rooms.length && rooms[number] == null;
    }

    /** Empty: wherever there is a seat. */
    String roomOf(int number) {
        String room = rooms.length == 0 ? "" : rooms[number % rooms.length];
        return room == null ? "" : room;
    }

    RoomClock welcomed(int number, Welcome welcome, long nowNs) {
        if (opensRoom(number)) {
            rooms[number] = welcome.getRoom();
        }
        int tickRate = welcome.getTickRate();
        if (inputs == null) {
            long intervalNs = plan.times().inputEveryTicks() * SECOND_NS / tickRate;
            inputs = new InputRow(plan.players(), nowNs, intervalNs);
            figures.counts().tickRate = tickRate;
        }
        return clocks.computeIfAbsent(welcome.getRoom(), room -> new RoomClock(SECOND_NS / tickRate));
    }
}
