package io.tickstorm.cluster;

import io.tickstorm.ServerOptions;
import io.tickstorm.Setting;
import io.tickstorm.SettingRanges;
import io.tickstorm.Version;
import io.tickstorm.fleet.TickLog;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The settings of a server of a fleet: those of every server, and those of the cluster. Main thread. */
@Command(
        name = "tickstorm-cluster",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        modelTransformer = SettingRanges.class,
        description = "A server of a Tickstorm fleet. Open the address that it prints in a browser.")
final class ClusterOptions extends ServerOptions {
    private static final int SEEDS_MAX = 32;

    @Option(
            names = "--cluster-host",
            defaultValue = "127.0.0.1",
            description = "Address that the other servers of the fleet connect to")
    private String clusterHost = "";

    @Option(
            names = "--cluster-port",
            defaultValue = "7350",
            description = "Port that the other servers connect to; 0 picks one")
    @Setting(min = 0, max = 65_535)
    private int clusterPort;

    @Option(
            names = "--seed-nodes",
            split = ",",
            paramLabel = "<host:port>",
            description = "Servers to join, such as 10.0.0.7:7350; without them a new fleet starts")
    private List<String> seeds = new ArrayList<>();

    @Option(
            names = "--public-url",
            defaultValue = "",
            description = "WebSocket address of this server for clients [ws://127.0.0.1:<port>/ws]")
    private String publicUrl = "";

    @Option(
            names = "--drain-ms",
            defaultValue = "30000",
            description = "Time to move the rooms to other servers before a stop")
    @Setting(min = 0, max = 600_000, unit = "ms")
    private int drainMs;

    @Option(
            names = "--crash-sensor",
            description = "Remove a server at once whose machine refuses connections to its cluster port")
    private boolean crashSensor;

    @Option(
            names = "--tick-log",
            paramLabel = "<file>",
            description = "Write every tick of every room to a new file, to verify that rooms have one owner")
    private @Nullable Path tickLogFile;

    private @Nullable TickLog tickLog;

    /** Returns the settings of the membership. */
    FleetConfig fleet() {
        String url = publicUrl.isEmpty() ? "ws://127.0.0.1:" + port() + "/ws" : publicUrl;
        return new FleetConfig(clusterHost, clusterPort, List.copyOf(seeds), url, drainMs, crashSensor);
    }

    @Override
    protected void check() {
        super.check();
        if (publicUrl.isEmpty() && port() == 0) {
            throw fault("--port 0 needs a --public-url, because the other servers send clients there");
        }
        if (!publicUrl.isEmpty() && !isWebSocket(publicUrl)) {
            throw fault("--public-url is a WebSocket address such as wss://play.example.org/n/a/ws");
        }
        if (seeds.size() > SEEDS_MAX || !seeds.stream().allMatch(ClusterOptions::isHostAndPort)) {
            throw fault("--seed-nodes is a list of up to " + SEEDS_MAX + " addresses such as 10.0.0.7:7350");
        }
        if (tickLogFile != null && !printConfig()) {
            try {
                tickLog = new TickLog(tickLogFile);
            } catch (IOException e) {
                throw fault("--tick-log cannot be created: " + e);
            }
        }
    }

    /** Returns the log of ticks; null if none is wanted. Known after {@link #check}. */
    @Nullable
    TickLog tickLog() {
        return tickLog;
    }

    private ParameterException fault(String sentence) {
        return new ParameterException(spec().commandLine(), sentence);
    }

    private static boolean isWebSocket(String address) {
        try {
            URI uri = URI.create(address);
            boolean isScheme = "ws".equals(uri.getScheme()) || "wss".equals(uri.getScheme());
            return isScheme && uri.getHost() != null && uri.getUserInfo() == null && address.length() <= 255;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isHostAndPort(String address) {
        return address.matches("[A-Za-z0-9._-]{1,253}:\\d{1,5}|\\[[0-9A-Fa-f:]+]:\\d{1,5}");
    }
}
