package io.tickstorm.kit;

import io.tickstorm.ServerOptions;
import io.tickstorm.shared.GameData;
import io.tickstorm.sim.Rules;
import java.util.List;

/** The settings and constants of a server that is started without options, read from the server's own classes. */
public final class ServerDefaults {
    private static final ServerOptions OPTIONS = ServerOptions.of(List.of());

    /** The ticks a second. */
    public static final int TICK_RATE = OPTIONS.tickRate();
    /** The time of a tick, in ns. */
    public static final long TICK_NS = 1_000_000_000L / TICK_RATE;
    /** The send buffer of a connection, in bytes. */
    public static final int SEND_BUFFER_BYTES = OPTIONS.netSettings().limits().sendBufferBytes();
    /** The WebSockets of one address; it may have twice as many TCP connections. */
    public static final int CONNECTIONS_PER_ADDRESS =
            OPTIONS.netSettings().defence().connections().perAddress();
    /** The number of ticks ahead of the server beyond which it drops an input. */
    public static final int INPUT_FUTURE_TICKS = new Rules(TICK_RATE).inputFutureTicks;
    /** The number of seats for which the smallest arena is sized. */
    public static final int ARENA_SEATS = GameData.constant("ARENA_SEATS");

    private ServerDefaults() {}
}
