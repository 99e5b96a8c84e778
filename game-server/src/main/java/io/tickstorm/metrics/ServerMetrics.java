package io.tickstorm.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Arrays;

/**
 * Every metric of the server. Points without labels are resolved once, so that counting on the tick path allocates
 * nothing. Exemplars are off, because sampling them would start a task every second. Any thread.
 */
public final class ServerMetrics {
    /** The names of the causes, indexed by the number of the CorrectionCause on the wire. */
    private static final String[] OWN_STATE_CAUSES = {
        "unspecified", "sync", "missed_input", "impulse", "respawn", "pickup", "death", "round"
    };

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter closes;
    private final Counter dropped;
    private final Gauge players;

    public final TickTimings timings;
    public final CheckpointMetrics checkpoints;
    public final DistributionDataPoint tickDuration;
    public final DistributionDataPoint tickLateness;
    public final CounterDataPoint ticks;
    /** Ticks that took longer than the tick interval. */
    public final CounterDataPoint overrunTicks;

    public final CounterDataPoint shiftedTicks;
    /** Ticks after which an overrun loop sent no frames. */
    public final CounterDataPoint sendsOmitted;

    public final CounterDataPoint framesSent;
    public final CounterDataPoint frameBytes;
    /** Frames skipped because the previous one has not left the process. */
    public final CounterDataPoint framesSkippedUnsent;
    /** Frames skipped because the link is saturated. */
    public final CounterDataPoint framesSkippedWindow;
    /** Frames skipped so that the link drains once and can be measured. */
    public final CounterDataPoint framesSkippedProbe;
    /** Own states sent, indexed by the number of the cause. */
    public final CounterDataPoint[] ownStates;
    /** Shots whose shooter claimed a view tick. */
    public final CounterDataPoint viewClaims;
    /** Claims that were moved to the nearest possible age, indexed by the bit of the cause. */
    public final CounterDataPoint[] viewClaimsClamped;

    public final CheatMetrics cheats;
    /** Rails with damage, and kills, that hit a ship at the position where the shooter saw it. */
    public final CounterDataPoint rewoundHits;

    public final CounterDataPoint inputsReceived;
    public final CounterDataPoint inputsMissed;
    public final CounterDataPoint inputsLate;
    public final CounterDataPoint shotsLate;
    public final CounterDataPoint connectionsAccepted;
    /** Text connections that are open now. */
    public final GaugeDataPoint textConnections;

    public final CounterDataPoint pollingSessions;
    /** Requests that were repeated because their answer was lost. */
    public final CounterDataPoint pollsRepeated;

    public final CounterDataPoint resumes;
    /** Rooms that were ended by a fault of the server. */
    public final CounterDataPoint roomsFailed;
    /** Players that were disconnected by a fault of the server. */
    public final CounterDataPoint playersFailed;
    /** Inputs dropped because they were for a tick too far ahead. */
    public final CounterDataPoint inputsEarly;

    public ServerMetrics() {
        closes = Counter.builder()
                .name("tickstorm_connections_closed_total")
                .help("Connections closed, by named reason")
                .labelNames("reason")
                .register(registry);
        dropped = Counter.builder()
                .name("tickstorm_messages_dropped_total")
                .help("Messages refused while the connection stayed open, by named reason")
                .labelNames("reason")
                .register(registry);
        players = Gauge.builder()
                .name("tickstorm_players")
                .help("Players seated, by room")
                .labelNames("room")
                .register(registry);
        new ProcessFigures(registry);
        timings = new TickTimings(registry);
        checkpoints = new CheckpointMetrics(registry);
        tickDuration = seconds("tickstorm_tick_duration_seconds", "Time in which a loop ticks the rooms of one phase");
        tickLateness = seconds("tickstorm_tick_lateness_seconds", "Start of the ticks of a phase after their deadline");
        ticks = count("tickstorm_ticks_total", "Ticks simulated, in all rooms");
        overrunTicks = count("tickstorm_ticks_overrun_total", "Turns of a room that took longer than the interval");
        shiftedTicks = count("tickstorm_ticks_shifted_total", "Ticks by which an overrun moved the clocks of rooms");
        sendsOmitted =
                count("tickstorm_sends_omitted_total", "Ticks of rooms after which an overrun loop sent no frames");
        framesSent = count("tickstorm_frames_sent_total", "Frames handed to connections");
        frameBytes = count("tickstorm_frame_bytes_total", "Payload bytes of those frames");
        CounterDataPoint[] skipped =
                counts("tickstorm_frames_skipped_total", "Frames skipped, by cause", "unsent", "window", "probe");
        framesSkippedUnsent = skipped[0];
        framesSkippedWindow = skipped[1];
        framesSkippedProbe = skipped[2];
        ownStates = counts("tickstorm_own_states_total", "Own states sent in full, by cause", OWN_STATE_CAUSES);
        viewClaims = count("tickstorm_view_claims_total", "Shots with a view claim");
        viewClaimsClamped = counts(
                "tickstorm_view_claims_clamped_total",
                "View claims moved to the nearest possible age, by cause",
                "off_estimate",
                "beyond_held",
                "beyond_cap",
                "not_continuous");
        cheats = new CheatMetrics(registry);
        rewoundHits = count("tickstorm_rewound_hits_total", "Rails with damage, and kills, in the shooter's picture");
        inputsReceived = count("tickstorm_inputs_received_total", "Input commands received");
        inputsMissed = count("tickstorm_inputs_missed_total", "Ticks simulated without the input of a player");
        inputsLate = count("tickstorm_inputs_late_total", "Input commands that arrived after their tick");
        shotsLate = count("tickstorm_shots_late_total", "Shots fired although their input arrived late");
        connectionsAccepted = count("tickstorm_connections_accepted_total", "WebSocket handshakes completed");
        textConnections = Gauge.builder()
                .name("tickstorm_text_connections")
                .help("Open WebSocket connections with the subprotocol tickstorm.v1.json")
                .register(registry);
        pollingSessions = count("tickstorm_polling_sessions_total", "Polling sessions opened");
        pollsRepeated = count("tickstorm_polls_repeated_total", "Polls repeated because of a lost answer");
        resumes = count("tickstorm_resumes_total", "Connections that resumed their ship");
        playersFailed = count("tickstorm_players_failed_total", "Players disconnected by a fault of the server");
        inputsEarly = count("tickstorm_inputs_early_total", "Input commands dropped as too far ahead");
        roomsFailed = count("tickstorm_rooms_failed_total", "Rooms ended by a fault of the server");
    }

    public PrometheusRegistry registry() {
        return registry;
    }

    public void closed(String reason) {
        closes.labelValues(reason).inc();
    }

    public void dropped(String reason) {
        dropped.labelValues(reason).inc();
    }

    /** Returns how often a reason has closed a connection or dropped a message. */
    public long count(String reason) {
        return closes.labelValues(reason).getLongValue()
                + dropped.labelValues(reason).getLongValue();
    }

    public void players(String room, int count) {
        players.labelValues(room).set(count);
    }

    public void roomEnded(String room) {
        players.remove(room);
    }

    private CounterDataPoint count(String name, String help) {
        return Counter.builder().name(name).help(help).withoutExemplars().register(registry);
    }

    /** Returns one counter for each cause. */
    private CounterDataPoint[] counts(String name, String help, String... causes) {
        Counter counter = Counter.builder()
                .name(name)
                .help(help)
                .labelNames("cause")
                .withoutExemplars()
                .register(registry);
        return Arrays.stream(causes).map(counter::labelValues).toArray(CounterDataPoint[]::new);
    }

    private DistributionDataPoint seconds(String name, String help) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .classicOnly()
                .withoutExemplars()
                .classicUpperBounds(TickTimings.bounds())
                .register(registry);
    }
}
