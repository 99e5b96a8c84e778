package io.tickstorm.room;

import io.tickstorm.snapshot.Announcements;
import java.util.Queue;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;

/**
 * The bounded queues through which other threads reach a room: commands of players, and announcements. Any thread adds,
 * the room thread drains.
 */
final class RoomInbox {
    /** A first frame costs what many others do, so that a crowd that comes at once is let in over some ticks. */
    static final int ADMISSIONS_PER_TICK = 32;

    private static final int COMMANDS_MAX = 1024;
    /** Announcements that are carried out between two ticks; more are dropped. */
    private static final int ANNOUNCEMENTS_MAX = 8;

    private final Queue<RoomCommand> commands = new MpscAtomicArrayQueue<>(COMMANDS_MAX);
    private final Queue<String> announcements = new MpscAtomicArrayQueue<>(ANNOUNCEMENTS_MAX);

    /** Adds a command; returns false if the room has too much to do. Any thread. */
    boolean post(RoomCommand command) {
        return commands.offer(command);
    }

    /** Adds a line for everybody who listens to announcements; returns false if it is dropped. Any thread. */
    boolean announce(String cleanLine) {
        return announcements.offer(cleanLine);
    }

    /** Carries out what came, up to a number of admissions, and adds the announcements to those told. Room thread. */
    void drain(Reception reception, Announcements told) {
        reception.admitWaiting();
        int admitted = 0;
        // Bounded: peers' threads may post while this one drains.
        for (int i = 0; i < COMMANDS_MAX && admitted < ADMISSIONS_PER_TICK; i++) {
            RoomCommand command = commands.poll();
            if (command == null) {
                break;
            }
            admitted += reception.carryOut(command) ? 1 : 0;
        }
        for (int i = 0; i < ANNOUNCEMENTS_MAX; i++) {
            String line = announcements.poll();
            if (line == null) {
                break;
            }
            told.add(line);
        }
    }

    /** Closes the connections whose commands still wait; nothing is posted any more. Room thread. */
    void close(CloseReason reason) {
        for (RoomCommand command = commands.poll(); command != null; command = commands.poll()) {
            command.player().outbox().close(reason);
        }
    }
}
