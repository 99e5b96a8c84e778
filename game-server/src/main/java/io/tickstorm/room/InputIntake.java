package io.tickstorm.room;

import io.tickstorm.metrics.ServerMetrics;
import io.tickstorm.proto.v1.CorrectionCause;
import io.tickstorm.sim.InputCommand;
import io.tickstorm.sim.World;
import io.tickstorm.snapshot.Recipient;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Determines each player's command for one tick: drains the queue, plans inputs by tick, and measures how early or late
 * they were. Room thread only.
 */
final class InputIntake {
    /** The time after which the ship of a hidden page is removed from the arena, in ms. */
    private static final int PARK_MS = 10_000;

    private final World world;
    private final ServerMetrics metrics;
    private final Seats seats;
    private final Attendance attendance;
    private final Reception reception;
    private final ShotReferee referee;
    private final int tickRate;
    private final int parkTicks;

    InputIntake(RoomEnvironment room, Seats seats, Attendance attendance, Reception reception, ShotReferee referee) {
        world = room.world();
        metrics = room.metrics();
        this.seats = seats;
        this.attendance = attendance;
        this.reception = reception;
        this.referee = referee;
        tickRate = world.rules().tickRate;
        parkTicks = PARK_MS * tickRate / 1000;
    }

    /**
     * Writes the command of every player's ship for the next tick, and frees the seats whose time is over. A fault ends
     * only the affected player.
     *
     * @param commands a packed command per ship; {@link InputCommand#NONE} without a player
     * @param deadlineNs the deadline of that tick: inputs count as early or late against it
     */
    void gather(int[] commands, long deadlineNs) {
        Arrays.fill(commands, InputCommand.NONE);
        List<Seat> people = seats.people();
        for (int i = people.size() - 1; i >= 0; i--) {
            Seat seat = people.get(i);
            try {
                gather(seat, commands, deadlineNs);
            } catch (RuntimeException | AssertionError | StackOverflowError fault) {
                commands[seat.ship()] = InputCommand.NONE;
                reception.fail(seat, fault);
            }
        }
    }

    /**
     * Plans the inputs that have arrived since the last tick, because the room moves with its plans. A fault ends only
     * the affected player, as in {@link #gather}.
     */
    void drain() {
        long nowNs = System.nanoTime();
        List<Seat> people = seats.people();
        for (int i = people.size() - 1; i >= 0; i--) {
            Seat seat = people.get(i);
            Player player = seat.player();
            if (player == null || player.heldControls() != null) {
                continue;
            }
            try {
                drainInputs(seat, player, nowNs);
            } catch (RuntimeException | AssertionError | StackOverflowError fault) {
                reception.fail(seat, fault);
            }
        }
    }

    private void gather(Seat seat, int[] commands, long deadlineNs) {
        switch (attendance.evaluate(seat, deadlineNs)) {
            case PLAYS -> {
                Player player = Objects.requireNonNull(seat.player());
                commands[seat.ship()] = command(seat, player, deadlineNs);
            }
            case OVER -> reception.forget(seat);
            case LEFT -> reception.forgetLeaver(seat);
            // The inputs that arrived before the connection was lost, or before the room moved, still count.
            case AWAY -> commands[seat.ship()] = seat.inputs().commandOf(world.tick() + 1);
        }
    }

    private int command(Seat seat, Player player, long deadlineNs) {
        drainInputs(seat, player, deadlineNs);
        parkIfHidden(seat, player);
        HeldControls controls = player.heldControls();
        return controls == null ? planned(seat, world.tick() + 1) : held(seat, controls);
    }

    private int planned(Seat seat, int tick) {
        int command = seat.inputs().choose(tick);
        if (seat.inputs().isOverdue(tick)) {
            seat.recipient().correct(CorrectionCause.CORRECTION_CAUSE_MISSED_INPUT);
        }
        if (seat.inputs().missed()) {
            seat.recipient().correct(CorrectionCause.CORRECTION_CAUSE_MISSED_INPUT);
            metrics.inputsMissed.inc();
        } else if (InputCommand.shoots(command) && seat.inputs().viewAge16ths() > 0) {
            referee.claim(seat, tick);
        }
        return command;
    }

    /**
     * Parks the ship of a hidden page. An input, or a page that is shown again, restarts the count and returns the
     * ship.
     */
    private void parkIfHidden(Seat seat, Player player) {
        if (!player.isHidden()) {
            wake(seat);
        } else if (seat.countHiddenTick() >= parkTicks) {
            world.park(seat.ship());
        }
    }

    private int held(Seat seat, HeldControls controls) {
        int command = controls.poll();
        if (controls.pollNews()) {
            metrics.inputsReceived.inc();
            reception.noteInput(seat, command);
        }
        return command;
    }

    private void drainInputs(Seat seat, Player player, long deadlineNs) {
        InputQueue queue = player.inputs();
        int next = world.tick() + 1;
        // Bounded: the peer's thread may add while this one drains.
        for (int left = InputQueue.ENTRIES; left > 0 && queue.poll(); left--) {
            seat.window().acknowledged(queue.acknowledgedTick(), queue.arrivalNs());
            if (seat.awaitsProof()) {
                seat.tokens().acknowledge(queue.acknowledgedTick());
            }
            if (queue.command() == InputCommand.NONE) {
                continue;
            }
            metrics.inputsReceived.inc();
            seat.viewAge().observe(queue.tick(), queue.tick() - queue.acknowledgedTick());
            int ahead = queue.tick() - next;
            seat.recipient().noteMargin(marginSixteenths(ahead, deadlineNs - queue.arrivalNs()));
            if (ahead > world.rules().inputFutureTicks) {
                // The client's clock advanced while this server, or the link, stood still: the margin reports it.
                metrics.inputsEarly.inc();
                continue;
            }
            wake(seat);
            int viewAge = followView(seat, queue);
            boolean isNewest = seat.recipient().noteInput(queue.tick());
            if (ahead < 0) {
                metrics.inputsLate.inc();
                if (isNewest) {
                    shootLate(seat, queue, viewAge);
                }
                planLate(seat, queue, next);
            } else {
                seat.inputs().plan(queue, viewAge);
            }
            reception.noteInput(seat, queue.command());
        }
    }

    /** Returns the ship to the arena: the page is shown, or an input arrived. */
    private void wake(Seat seat) {
        if (seat.wake()) {
            world.unpark(seat.ship());
        }
    }

    /** Returns the view age that the client's clock allows for the shot of an input; 0 without a shot. */
    private static int followView(Seat seat, InputQueue queue) {
        if (queue.viewAge16ths() == 0) {
            return 0;
        }
        // The age of a beam refers to the end of its tick, but the clock to the moment of the shot.
        int early = InputCommand.early128ths(queue.command()) / 8;
        int age = Math.min(queue.viewAge16ths(), PlannedInputs.AGE_MAX);
        return Math.max(0, seat.viewClock().follow(queue.tick(), Math.max(0, age - early)) + early);
    }

    /**
     * Fires a late shot. Inputs of one client arrive in the order of their ticks; an older one was not a delayed shot.
     */
    private void shootLate(Seat seat, InputQueue queue, int viewAge) {
        boolean shoots = InputCommand.shoots(queue.command()) && queue.viewAge16ths() > 0;
        if (shoots && world.shootLate(seat.ship(), queue.tick(), queue.command())) {
            referee.claimLate(seat, queue, viewAge);
            metrics.shotsLate.inc();
        }
    }

    private void planLate(Seat seat, InputQueue queue, int next) {
        if (seat.inputs().planLate(queue, next)) {
            seat.recipient().correct(CorrectionCause.CORRECTION_CAUSE_MISSED_INPUT);
        }
        metrics.inputsMissed.inc(seat.inputs().pollLateTicks());
    }

    private int marginSixteenths(int ticksAhead, long earlyNs) {
        long margin = ticksAhead * 16L + Math.round(earlyNs * 16e-9 * tickRate);
        long reported = margin == Recipient.NO_NEW_INPUT ? 1 : margin;
        long most = 16L * world.rules().inputFutureTicks;
        return (int) Math.max(-most, Math.min(most, reported));
    }
}
