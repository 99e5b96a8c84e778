package io.tickstorm.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tickstorm.link.LinkProfile;
import io.tickstorm.metrics.ServerMetrics;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests a room of bots with real frames and players on a simulated network. */
class RoomDeliverySimulationTest {
    private static final long TICK_NS = 1_000_000_000L / 30;
    private static final int TICKS = 60 * 30;
    private static final int MATCHES = 7;

    private final ServerMetrics metrics = new ServerMetrics();
    private Room room = room(5);

    /**
     * Uses the medians of seven matches, because the frame sizes of one match depend on its fights.
     */
    @Test
    void aLinkForHalfOfTheFramesStaysFreshWithoutEffectOnOthers() {
        double[] medians = new double[MATCHES];
        double[] p95s = new double[MATCHES];
        for (int match = 0; match < MATCHES; match++) {
            room = room(match + 1);
            double[] ages = agesOverALinkForHalf();
            medians[match] = quantile(ages, 0.5);
            p95s[match] = quantile(ages, 0.95);
        }
        assertTrue(quantile(medians, 0.5) <= 350, "median " + Arrays.toString(medians));
        assertTrue(quantile(p95s, 0.5) <= 1_500, "p95 " + Arrays.toString(p95s));
    }

    private double[] agesOverALinkForHalf() {
        LinkProfile wide = new LinkProfile("wide", 40, 5);
        LinkedPlayer onWide = enter(wide, 1);
        double[] ages = new double[TICKS];
        play(onWide, ages);
        int offered = (int) (onWide.bytes * 30 / TICKS);
        long skipped = metrics.framesSkippedWindow.getLongValue();

        LinkedPlayer onNarrow = enter(wide.withDownBytesPerS(offered / 2), 2);
        double[] others = new double[TICKS];
        for (int i = 0; i < TICKS; i++) {
            tick(onWide, onNarrow);
            ages[i] = (room.environment().world().tick() - onNarrow.newestTick) * 1000 / 30.0 - 40;
            others[i] = (room.environment().world().tick() - onWide.newestTick) * 1000 / 30.0 - 40;
        }
        long skippedNow = metrics.framesSkippedWindow.getLongValue() - skipped;
        print("%d B/s offered to half: %.0f / %.0f ms, %d of %d skipped%n", offered, ages, skippedNow);
        assertTrue(quantile(others, 0.95) <= 40, "somebody else's p95 " + quantile(others, 0.95));
        return ages;
    }

    /** Checks that the server does not queue frames: a connection holds one, and a {@link Recipient} none. */
    @Test
    void besideAnOverloadedLinkEveryFrameOfTheOthersIsSent() {
        LinkedPlayer[] players = new LinkedPlayer[5];
        for (int i = 0; i < players.length - 1; i++) {
            players[i] = enter(LinkProfile.GOOD, 10 + i);
        }
        LinkedPlayer onNarrow = enter(LinkProfile.SLOW.withDownBytesPerS(450), 20);
        players[players.length - 1] = onNarrow;
        int startTicks = 150;
        for (int i = 0; i < startTicks; i++) {
            tick(players);
        }
        onNarrow.queuedBytesMax = 0;
        int sentAtStart = onNarrow.sentFrames;
        for (int i = 0; i < TICKS; i++) {
            tick(players);
        }
        for (int i = 0; i < players.length - 1; i++) {
            assertEquals(startTicks + TICKS, players[i].sentFrames, "of player " + i);
        }
        int sent = onNarrow.sentFrames - sentAtStart;
        assertTrue(sent < TICKS / 2, sent + " sent over the narrow link");
        long most = onNarrow.queuedBytesMax - onNarrow.largestFrame;
        assertTrue(most <= 200, most + " B queued beside the largest frame of " + onNarrow.largestFrame);
    }

    @ParameterizedTest
    @CsvSource({"good, 0.005", "wifi, 0.005", "mobile, 0.04", "bad, 0.10"})
    void framesOfARealMatchAreRarelySkipped(String profile, double most) {
        LinkedPlayer player = enter(LinkProfile.named(profile), 3);
        double[] ages = new double[TICKS];
        play(player, ages);
        long skipped = metrics.framesSkippedWindow.getLongValue() + metrics.framesSkippedProbe.getLongValue();
        print(
                profile + ", %d B/s: %.0f / %.0f ms, %d of %d skipped%n",
                (int) (player.bytes * 30 / TICKS),
                ages,
                skipped);
        assertEquals(0, metrics.framesSkippedUnsent.getLongValue());
        assertTrue(skipped <= most * TICKS, skipped + " of " + TICKS + " skipped");
    }

    private void play(LinkedPlayer player, double[] ages) {
        for (int i = 0; i < TICKS; i++) {
            tick(player);
            ages[i] = (room.environment().world().tick() - player.newestTick) * 1000 / 30.0 - 40;
        }
    }

    private void tick(LinkedPlayer... players) {
        long nowNs = (room.environment().world().tick() + 1) * TICK_NS;
        for (LinkedPlayer player : players) {
            player.tick(room.environment().world().tick(), nowNs);
        }
        room.tick(nowNs, true);
    }

    private LinkedPlayer enter(LinkProfile profile, long seed) {
        LinkedPlayer player = new LinkedPlayer(profile, seed);
        assertTrue(room.counter().reserve());
        player.player.recordReceipt(room.environment().world().tick() * TICK_NS);
        JoinRequest request = new JoinRequest("Ada", "", false, JoinRequest.Resume.NONE, false);
        room.post(new RoomCommand.Enter(player.player, request));
        return player;
    }

    private Room room(int seed) {
        RoomSettings settings = new RoomSettings(30, 16, 16, seed, 3_600_000, 10_000, 30_000, 30_000);
        return new Room(new RoomIdentity("ROOM", 77, true, false), settings, new RoomTest.NoTokens(), metrics);
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (share * (sorted.length - 1))];
    }

    private static void print(String form, int bytesPerS, double[] ages, long skipped) {
        if (Boolean.getBoolean("tickstorm.print")) {
            System.out.printf(Locale.ROOT, form, bytesPerS, quantile(ages, 0.5), quantile(ages, 0.95), skipped, TICKS);
        }
    }
}
