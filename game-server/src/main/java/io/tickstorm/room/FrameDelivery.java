package io.tickstorm.room;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.proto.v1.Acknowledgement;
import io.tickstorm.proto.v1.CorrectionCause;
import io.tickstorm.sim.Ships;
import io.tickstorm.snapshot.FrameEncoder;
import io.tickstorm.snapshot.Recipient;
import java.util.List;

/**
 * Sends each player the frame of a tick: checks the window, adds pending answers, encodes the frame, and offers it to
 * the outbox. Allocates nothing in the steady state. Room thread only.
 */
final class FrameDelivery {
    private final RoomEnvironment room;
    private final Seats seats;
    private final FrameEncoder encoder;
    private final Reception reception;
    private final ServerMetrics metrics;
    /** The shortest time between two full own states, and between two changes of the screen's shape: a second. */
    private final int intervalTicks;

    FrameDelivery(RoomEnvironment room, Seats seats, FrameEncoder encoder, Reception reception) {
        this.room = room;
        this.seats = seats;
        this.encoder = encoder;
        this.reception = reception;
        metrics = room.metrics();
        intervalTicks = room.settings().tickRate();
    }

    /** Records the disturbances of ships in the tick, which their frames have to explain; call once a tick. */
    void noteDisturbances() {
        Ships ships = room.world().ships();
        List<Seat> people = seats.people();
        for (int i = 0; i < people.size(); i++) {
            Seat seat = people.get(i);
            int disturbances = ships.disturbances[seat.ship()];
            if (disturbances != 0) {
                seat.recipient().disturb(disturbances);
                ships.disturbances[seat.ship()] = 0;
            }
        }
    }

    /** Sends the frames of the newest tick to all connected players. A fault ends only the affected player. */
    void sendAll(long nowNs) {
        encoder.beginTick();
        long delayNs = metrics.timings.recentNs(nowNs);
        List<Seat> people = seats.people();
        for (int i = people.size() - 1; i >= 0; i--) {
            Seat seat = people.get(i);
            Player player = seat.player();
            if (player != null) {
                try {
                    seat.window().creditDelay(delayNs);
                    send(seat, player, nowNs);
                } catch (RuntimeException | AssertionError | StackOverflowError fault) {
                    reception.fail(seat, fault);
                }
            }
        }
    }

    /**
     * Sends one player's frame if it is due. Decided before encoding, because an encoded frame counts as the client's
     * next baseline.
     */
    private void send(Seat seat, Player player, long nowNs) {
        if (!player.isDue(nowNs)) {
            return;
        }
        boolean isIdle = player.outbox().isIdle();
        seat.noteOutbox(isIdle, nowNs);
        if (!isIdle) {
            metrics.framesSkippedUnsent.inc();
            return;
        }
        switch (seat.window().verdict(nowNs)) {
            case WINDOW_FULL -> metrics.framesSkippedWindow.inc();
            case PROBING -> metrics.framesSkippedProbe.inc();
            case SEND -> encode(seat, player, nowNs);
        }
    }

    private void encode(Seat seat, Player player, long nowNs) {
        Recipient recipient = seat.recipient();
        addAnswers(seat, player);
        int causes = recipient.pendingCauses();
        int length = encoder.encode(recipient);
        recipient.clearInputMargin();
        int wireBytes = player.outbox().offer(encoder.bytes(), length);
        seat.window().sent(room.tick(), wireBytes, nowNs);
        player.framed(nowNs);
        metrics.framesSent.inc();
        metrics.frameBytes.inc(length);
        if (causes != 0 && recipient.pendingCauses() == 0) {
            metrics.ownStates[31 - Integer.numberOfLeadingZeros(causes)].inc();
        }
    }

    /** Adds the pending answers of a player to the frame. */
    private void addAnswers(Seat seat, Player player) {
        Recipient recipient = seat.recipient();
        turnScreen(seat, player);
        if (player.pollPing()) {
            recipient.pong(player.pingUs());
        }
        CloseReason complaint = player.pollComplaint();
        if (complaint != null) {
            recipient.error(complaint.errorCode(), complaint.sentence(), complaint.retryAfterMs());
        }
        addAcknowledgements(recipient, player);
        if (player.pollStateWanted() && seat.allowState(room.tick(), intervalTicks)) {
            recipient.correct(CorrectionCause.CORRECTION_CAUSE_SYNC);
        }
    }

    private static void addAcknowledgements(Recipient recipient, Player player) {
        // Bounded: the peer's thread may add while this one drains.
        Acknowledgement done = player.pollAcknowledgement();
        for (int left = Player.ACKNOWLEDGEMENTS_MAX;
                done != null;
                done = --left > 0 ? player.pollAcknowledgement() : null) {
            recipient.acknowledge(done);
        }
    }

    /**
     * Adopts the shape of the screen, at most once a second: a screen that turned all the time would receive the cells
     * of both shapes.
     */
    private void turnScreen(Seat seat, Player player) {
        boolean isPortrait = player.isPortrait();
        if (isPortrait != seat.recipient().isPortrait() && seat.turnedTicks(room.tick()) >= intervalTicks) {
            seat.showScreen(isPortrait, room.world());
        }
    }
}
