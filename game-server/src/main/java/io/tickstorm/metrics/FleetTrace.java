package io.tickstorm.metrics;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** Writes the moves of rooms into a flight recording. Stateless. Any thread. */
public final class FleetTrace {
    private FleetTrace() {}

    /**
     * A room on its way, for a flight recording.
     *
     * @param code of the room
     * @param epoch of the image
     * @param tick of the image
     */
    public record Image(String code, int epoch, int tick, int bytes) {}

    /**
     * Writes the event of a room that has a new owner.
     *
     * @param people who were sent there
     * @param url WebSocket address of the new owner; empty if there is none
     * @param tookNs time since the last tick here
     */
    public static void handedOver(Image last, int people, String url, long tookNs) {
        RoomHandedOverEvent event = new RoomHandedOverEvent();
        if (event.isEnabled()) {
            event.fill(last, people, url, tookNs);
            event.commit();
        }
    }

    /**
     * Writes the event of a room that continues here.
     *
     * @param isAfterHandOver false if its owner was lost
     * @param firstTick the next tick of the room
     * @param tookNs time since this server was asked to continue the room
     */
    public static void continued(Image from, boolean isAfterHandOver, int firstTick, long tookNs) {
        RoomContinuedEvent event = new RoomContinuedEvent();
        if (event.isEnabled()) {
            event.fill(from, isAfterHandOver, firstTick, tookNs);
            event.commit();
        }
    }

    /** A room that was handed over. */
    @Name("tickstorm.RoomHandedOver")
    @Label("Room handed over")
    @Category("Tickstorm")
    @Description("A room has ticked here for the last time, and another server has it")
    @StackTrace(false)
    static final class RoomHandedOverEvent extends Event {
        @Label("Room")
        String room = "";

        @Label("Epoch here")
        int epoch;

        @Label("Last tick here")
        int tick;

        @DataAmount
        @Label("Length of the image")
        int imageBytes;

        @Label("People who were sent on")
        int people;

        @Label("Address of the new owner, empty if there is none")
        String url = "";

        @Timespan
        @Label("From the last tick here until the new owner was known")
        long tookNs;

        private void fill(Image last, int peopleSent, String owner, long ns) {
            room = last.code;
            epoch = last.epoch;
            tick = last.tick;
            imageBytes = last.bytes;
            people = peopleSent;
            url = owner;
            tookNs = ns;
        }
    }

    /** A room that continues from an image. */
    @Name("tickstorm.RoomContinued")
    @Label("Room continued")
    @Category("Tickstorm")
    @Description("A room of another server continues here from an image")
    @StackTrace(false)
    static final class RoomContinuedEvent extends Event {
        @Label("Room")
        String room = "";

        @Label("Epoch of the image")
        int epoch;

        @Label("Tick of the image")
        int tick;

        @Label("First tick here")
        int firstTick;

        @DataAmount
        @Label("Length of the image")
        int imageBytes;

        @Label("Cause: hand_over or loss")
        String cause = "";

        @Timespan
        @Label("From the question for the image until the room ticks here")
        long tookNs;

        private void fill(Image from, boolean isAfterHandOver, int first, long ns) {
            room = from.code;
            epoch = from.epoch;
            tick = from.tick;
            imageBytes = from.bytes;
            firstTick = first;
            cause = isAfterHandOver ? "hand_over" : "loss";
            tookNs = ns;
        }
    }
}
