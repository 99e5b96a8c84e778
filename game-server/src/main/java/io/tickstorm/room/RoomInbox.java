package io.tickstorm.room;

import io.tickstorm.snapshot.Announcements;
import java.util.Queue;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;

/**
 * The bounded queues to a room's thread: commands of players, and announcements. Any thread adds, the room thread
 * drains.
 */
final class RoomInbox {
    /**
     * The most players admitted per tick. A first frame is expensive, so that many simultaneous joins are spread over
     * several ticks.
     */
    static final int ADMISSIONS_PER_TICK = 32;

    private static final int COMMANDS_MAX = 1024;
    /** The most announcements between two ticks; further ones are dropped. */
    private static final int ANNOUNCEMENTS_MAX = 8;

    private final Queue<RoomCommand> commands = new MpscAtomicArrayQueue<>(COMMANDS_MAX);
    private final Queue<String> announcements = new MpscAtomicArrayQueue<>(ANNOUNCEMENTS_MAX);

    /** Adds a command; returns false if the queue is full. Any thread. */
    boolean post(RoomCommand command) {
        return commands.offer(command);
    }

    /** Adds a line for every player who is subscribed to announcements; returns false if it is dropped. Any thread. */
    boolean announce(String cleanLine) {
        return announcements.offer(cleanLine);
    }

    /** Executes the commands, up to a number of admissions, and publishes the announcements. Room thread only. */
    void drain(Reception reception, Announcements published) {
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
            published.add(line);
        }
    }

    /** Closes the connections whose commands still wait. Call after the last post. Room thread only. */
    void close(CloseReason reason) {
        for (RoomCommand command = commands.poll(); command != null; command = commands.poll()) {
            command.player().outbox().close(reason);
        }
    }
}
