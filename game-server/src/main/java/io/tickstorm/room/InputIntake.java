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
 * Turns what a player's connection has brought into the command for one tick: drains the queue, plans inputs under
 * their ticks, and tells how early or late they were. Room thread only.
 */
final class InputIntake {
    /** A page hidden for this long has its ship taken out of the arena. */
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
     * Fills in the command of every ship of a person for the next tick, and frees the seats whose time is over. A fault
     * ends only the player it concerns.
     *
     * @param commands a packed command per ship; {@link InputCommand#NONE} where nobody steers
     * @param deadlineNs when that tick is due: inputs count as early or late against it
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

    private void gather(Seat seat, int[] commands, long deadlineNs) {
        switch (attendance.judge(seat, deadlineNs)) {
            case PLAYS -> {
                Player player = Objects.requireNonNull(seat.player());
                commands[seat.ship()] = command(seat, player, deadlineNs);
            }
            case OVER -> reception.forget(seat);
            case LEFT -> reception.forgetLeaver(seat);
            case AWAY -> {}
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

    /** An input, or a page that is shown again, starts the count anew and brings the ship back. */
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
                // A client whose clock ran on while this server, or the link, stood still: the margin tells it.
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

    /** The page is shown, or an input has come. */
    private void wake(Seat seat) {
        if (seat.wake()) {
            world.unpark(seat.ship());
        }
    }

    /** Returns the view age of the shot of an input that its client's clock allows; 0 without one. */
    private static int followView(Seat seat, InputQueue queue) {
        if (queue.viewAge16ths() == 0) {
            return 0;
        }
        // The age of a beam is up to the end of its tick, and the clock goes by the moment at which it went off.
        int early = InputCommand.early128ths(queue.command()) / 8;
        int age = Math.min(queue.viewAge16ths(), PlannedInputs.AGE_MAX);
        return Math.max(0, seat.viewClock().follow(queue.tick(), Math.max(0, age - early)) + early);
    }

    /** Inputs of one client come in the order of their ticks: one that does not is no shot that was held up. */
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
        long told = margin == Recipient.NO_NEW_INPUT ? 1 : margin;
        long most = 16L * world.rules().inputFutureTicks;
        return (int) Math.max(-most, Math.min(most, told));
    }
}
