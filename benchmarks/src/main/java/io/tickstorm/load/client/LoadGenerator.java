package io.tickstorm.load.client;

import io.tickstorm.kit.SelectorLoop;
import io.tickstorm.kit.SendSchedule;
import io.tickstorm.link.LinkProfile;
import io.tickstorm.load.link.DueTimes;
import io.tickstorm.load.link.LinkedPipe;
import io.tickstorm.proto.v1.Welcome;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Plays all players of a run on one thread and one selector. Sends are planned (open loop): an input is due at a time
 * fixed beforehand, and its latency counts from then. So the delay of a server that stalls counts for every delayed
 * input.
 */
public final class LoadGenerator {
    private static final long SECOND_NS = 1_000_000_000L;
    /** Time after the counted time in which players continue, until its last inputs are answered. */
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
    private final SelectorLoop loop;
    private final ConnectionContext context;
    private final Observer observer;
    private final long startNs;
    private final long countNs;
    private final long endNs;
    private boolean plansInputs;
    private boolean stormed;
    private boolean ended;
    private long cpuAtCountNs = -1;
    private long cpuAtSecondNs;
    private long secondNs;

    /** The observer of a run; called by the generator's thread. */
    public interface Observer {
        /** Called after each second, with the figures so far. */
        void second(Figures.Second second, Figures figures);

        /** Called once when the counted time begins. */
        default void countingBegan(Figures figures) throws IOException {}

        /** Called once when the counted time is over, unless the run stopped before. */
        default void countingEnded() throws IOException {}
    }

    private LoadGenerator(LoadPlan plan, SelectorLoop loop, Observer observer) {
        this.plan = plan;
        this.loop = loop;
        this.observer = observer;
        context = new ConnectionContext(loop, plan.seed(), figures);
        rooms = new String[plan.rooms()];
        startNs = System.nanoTime();
        countNs = startNs + plan.times().countAfterNs();
        endNs = countNs + plan.times().durationNs();
        secondNs = startNs;
        cpuAtSecondNs = threads.getCurrentThreadCpuTime();
        figures.window(countNs, endNs);
    }

    /** Plays the run to its end on the caller's thread and returns its figures. */
    public static Figures play(LoadPlan plan, Observer observer) throws IOException {
        return play(plan, observer, () -> false);
    }

    /** Plays the run on the caller's thread until its end, or until it is over, and returns its figures. */
    public static Figures play(LoadPlan plan, Observer observer, BooleanSupplier isOver) throws IOException {
        try (SelectorLoop loop = new SelectorLoop()) {
            LoadGenerator generator = new LoadGenerator(plan, loop, observer);
            generator.run(isOver);
            return generator.figures;
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

    private void run(BooleanSupplier isOver) throws IOException {
        long nowNs = startNs;
        while (!isOver.getAsBoolean() && (nowNs < endNs || (nowNs < endNs + GRACE_NS && isAnyoneWaiting()))) {
            joinPlayersDue(nowNs);
            storm(nowNs);
            loop.turn();
            nowNs = System.nanoTime();
            serveDue(nowNs);
            measure(nowNs);
            if (nowNs >= countNs && figures.counts().joined == 0 && figures.counts().lost > 0) {
                // There is no server, or it does not admit clients: do not wait for the end.
                break;
            }
        }
        for (LoadPlayer player : players) {
            player.finish(System.nanoTime());
        }
    }

    private void serveDue(long nowNs) {
        for (LoadPlayer player = due.poll(nowNs); player != null; player = due.poll(nowNs)) {
            player.due(nowNs);
            schedule(player);
        }
    }

    /** Calls the player at the time it next has something to do. */
    void schedule(LoadPlayer player) {
        due.add(player, player.nextNs());
    }

    private boolean isAnyoneWaiting() {
        return players.stream().anyMatch(player -> player.waitsForAnswers(endNs));
    }

    private void joinPlayersDue(long nowNs) throws IOException {
        long rampNs = Math.max(1, Math.round(plan.times().rampS() * SECOND_NS));
        long wanted = Math.min(plan.players(), 1 + (nowNs - startNs) * plan.players() / rampNs);
        for (int i = 0; i < JOINS_AT_ONCE && players.size() < wanted; i++) {
            int number = players.size();
            if (number >= rooms.length && rooms.length > 0 && rooms[number % rooms.length] == null) {
                return;
            }
            LoadPlayer player = new LoadPlayer(this, number, nowNs);
            players.add(player);
            schedule(player);
        }
    }

    private long send(int number, long plannedNs) {
        if (number >= players.size()) {
            return 0;
        }
        LoadPlayer player = players.get(number);
        try {
            player.sendInput(plannedNs, System.nanoTime());
            schedule(player);
        } catch (IOException e) {
            // The read that follows finds the connection closed and counts it.
            figures.inputUnsent(plannedNs);
        }
        return player.takeShiftNs();
    }

    private void storm(long nowNs) {
        double share = plan.conduct().stormShare();
        boolean isDue = nowNs < endNs && nowNs - countNs > plan.times().durationNs() / 3;
        if (share > 0 && !stormed && isDue) {
            stormed = true;
            for (LoadPlayer player : players.subList(0, (int) Math.round(share * players.size()))) {
                player.reset(nowNs);
                schedule(player);
            }
        }
    }

    private void measure(long nowNs) throws IOException {
        if (nowNs - secondNs >= SECOND_NS) {
            long cpuNs = threads.getCurrentThreadCpuTime();
            double lastedS = (nowNs - secondNs) / 1e9;
            double share = (cpuNs - cpuAtSecondNs) / 1e9 / lastedS;
            observer.second(figures.second((nowNs - countNs) / 1e9, lastedS, share), figures);
            secondNs = nowNs;
            cpuAtSecondNs = cpuNs;
        }
        if (nowNs >= countNs && cpuAtCountNs < 0) {
            cpuAtCountNs = threads.getCurrentThreadCpuTime();
            observer.countingBegan(figures);
        }
        if (nowNs < endNs && cpuAtCountNs >= 0) {
            figures.toolCpu((threads.getCurrentThreadCpuTime() - cpuAtCountNs) / 1e9);
        }
        if (nowNs >= endNs && !ended) {
            ended = true;
            observer.countingEnded();
        }
    }

    /** Returns a source of choices that need not be the same for every player. */
    Random random() {
        return context.random();
    }

    WebSocketConnection connect(LoadPlayer player, int number, URI url) throws IOException {
        LinkProfile profile = profile(number);
        if (profile == null) {
            return new WebSocketConnection(player, context, url, null, null);
        }
        int bytes = isSlow(number) ? SLOW_PIPE_BYTES : PIPE_BYTES;
        long seed = context.random().nextLong();
        LinkedPipe up = new LinkedPipe(profile.up(seed), bytes);
        return new WebSocketConnection(player, context, url, up, new LinkedPipe(profile.down(seed + 1), bytes));
    }

    private @Nullable LinkProfile profile(int number) {
        return isSlow(number) ? SLOW_READER : plan.profile();
    }

    double roundTripMs(int number) {
        LinkProfile profile = profile(number);
        return profile == null ? 0 : 2 * (profile.latencyMs() + profile.jitterMs());
    }

    /** Returns whether this player is one of the slow ones, who are spread evenly over the numbers. */
    boolean isSlow(int number) {
        double share = plan.conduct().slowShare();
        return Math.floor((number + 1) * share) > Math.floor(number * share);
    }

    boolean opensRoom(int number) {
        return number < rooms.length && rooms[number] == null;
    }

    /** Returns the code of the room that this player joins; empty: any room with a free seat. */
    String roomOf(int number) {
        String room = rooms.length == 0 ? "" : rooms[number % rooms.length];
        return room == null ? "" : room;
    }

    RoomClock welcomed(int number, Welcome welcome, long nowNs) {
        if (opensRoom(number)) {
            rooms[number] = welcome.getRoom();
        }
        int tickRate = welcome.getTickRate();
        if (!plansInputs) {
            plansInputs = true;
            long intervalNs = plan.times().inputs().everyTicks() * SECOND_NS / tickRate;
            loop.plan(new SendSchedule(plan.players(), nowNs, intervalNs), this::send, endNs + GRACE_NS);
            figures.counts().tickRate = tickRate;
        }
        // The ticks of two epochs of a room have no common clock.
        return clocks.computeIfAbsent(
                welcome.getRoom() + welcome.getEpoch(), room -> new RoomClock(SECOND_NS / tickRate));
    }
}
