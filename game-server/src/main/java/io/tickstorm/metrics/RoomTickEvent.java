package io.tickstorm.metrics;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * The time that each part of one tick of one room took, for a flight recording. Each room reuses one; only its thread
 * fills it.
 */
@Name("tickstorm.RoomTick")
@Label("Room tick")
@Category("Tickstorm")
@Description("A tick of a room, by phase")
@StackTrace(false)
final class RoomTickEvent extends Event {
    @Label("Room")
    String room = "";

    @Label("Tick")
    int tick;

    @Label("People")
    int people;

    @Timespan
    @Label("Inputs: what arrived")
    long inputsNs;

    @Timespan
    @Label("Pilots: what bots want")
    long pilotsNs;

    @Timespan
    @Label("Step: the world")
    long stepNs;

    @Timespan
    @Label("Observe: what changed")
    long observeNs;

    @Timespan
    @Label("Send: a frame for each")
    long sendNs;
}
