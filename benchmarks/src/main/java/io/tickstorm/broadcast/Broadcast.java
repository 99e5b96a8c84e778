package io.tickstorm.broadcast;

import io.netty.channel.Channel;
import io.tickstorm.ServerOptions;
import io.tickstorm.kit.NettyListener;
import io.tickstorm.kit.Program;
import io.tickstorm.kit.ServerDefaults;
import io.tickstorm.net.session.ClientMessage;
import io.tickstorm.room.RoomSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * Runs a broadcast server until the process is ended. One event loop ticks all rooms and serves all sockets; only the
 * start and the stop belong to the main thread.
 */
@Command(
        name = "broadcast",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sends one frame to all players of a room, 30 times a second, on Netty. It moves the ships as the game",
            "does, by the newest input of each player. It has no views, bolts, pickups, names, chat, resumes,",
            "baselines, limits of the link or checks of the client. A frame has 7 bytes for each seat: place, aim,",
            "and the age and the margin of the newest input, which the load tool needs."
        },
        footer = "The options --port, --seats, --arena-seats and --rooms are those of the server.")
public final class Broadcast implements Callable<Integer> {
    @Unmatched
    private List<String> serverOptions = new ArrayList<>();

    private Broadcast() {}

    @Override
    public Integer call() {
        ServerOptions options = ServerOptions.of(serverOptions);
        Running running = start(options.netSettings().port(), options);
        System.out.println("The broadcast is ready on http://localhost:" + running.port());
        return 0;
    }

    /** Starts a server; a port of 0 picks one. */
    static Running start(int port, ServerOptions options) {
        return new Running(port, options.roomSettings(), options.rooms());
    }

    /** A running server. Closing it ends every connection. */
    static final class Running implements AutoCloseable {
        private final List<BroadcastRoom> rooms = new ArrayList<>();
        private final ClientMessage scratch = new ClientMessage();
        private final NettyListener listener = new NettyListener(this::accept);
        private final int port;
        private final ScheduledFuture<?> ticks;

        private Running(int port, RoomSettings settings, int roomCount) {
            for (int i = 0; i < roomCount; i++) {
                rooms.add(new BroadcastRoom("ROOM" + i, settings));
            }
            this.port = listener.start(port);
            ticks = listener.group()
                    .next()
                    .scheduleAtFixedRate(this::tick, 0, ServerDefaults.TICK_NS, TimeUnit.NANOSECONDS);
        }

        int port() {
            return port;
        }

        private void tick() {
            long deadlineNs = System.nanoTime() + ServerDefaults.TICK_NS;
            for (BroadcastRoom room : rooms) {
                room.tick(deadlineNs);
            }
        }

        private BroadcastPlayer accept(Channel channel) {
            return new BroadcastPlayer(channel, scratch, this::roomWithFreeSeat);
        }

        private @Nullable BroadcastRoom roomWithFreeSeat() {
            return rooms.stream().filter(BroadcastRoom::hasFreeSeat).findFirst().orElse(null);
        }

        @Override
        public void close() {
            ticks.cancel(false);
            listener.stop();
        }
    }

    /** Runs the program. */
    public static void main(String[] args) {
        int exitCode = Program.run(new Broadcast(), "The broadcast cannot start", Program.EXIT_CANNOT_LISTEN, args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
