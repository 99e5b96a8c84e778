package io.tickstorm.cluster;

import io.tickstorm.ServerOptions;
import io.tickstorm.Setting;
import io.tickstorm.SettingRanges;
import io.tickstorm.Version;
import io.tickstorm.fleet.TickLog;
import io.tickstorm.room.RoomCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            names = "--seed-dns",
            defaultValue = "",
            paramLabel = "<name:port>",
            description = "DNS name with an address for each server to join, this one included, such as that of a"
                    + " headless service")
    private String seedDns = "";

    @Option(
            names = "--seed-dns-servers",
            defaultValue = "2",
            description = "Wait until the DNS name has this many addresses")
    @Setting(min = 1, max = SEEDS_MAX)
    private int seedDnsServers;

    @Mixin
    private AdmissionOptions admission = new AdmissionOptions();

    @Option(
            names = "--cell",
            defaultValue = "",
            description = "Letter with which the room codes of this fleet begin, if there are several fleets")
    private String cell = "";

    @Option(
            names = "--cells",
            split = ",",
            paramLabel = "<letter=url>",
            description = "WebSocket addresses of the other fleets, such as B=wss://b.example.org/ws")
    private List<String> cellAddresses = new ArrayList<>();

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

    /**
     * Returns the settings of the membership.
     *
     * @param found addresses of the DNS name, in addition to the seeds
     */
    FleetConfig fleet(List<String> found) {
        String url = publicUrl.isEmpty() ? "ws://127.0.0.1:" + port() + "/ws" : publicUrl;
        List<String> all = new ArrayList<>(seeds);
        all.addAll(found);
        Cells cells = Cells.of(cell, cellAddresses);
        return new FleetConfig(
                clusterHost, clusterPort, List.copyOf(all), url, drainMs, crashSensor, admission.admission(), cells);
    }

    /** Returns the DNS name and port of the servers to join; empty without one. */
    String seedDns() {
        return seedDns;
    }

    /** Returns the number of addresses that the DNS name has to have. */
    int seedDnsServers() {
        return seedDnsServers;
    }

    int drainMs() {
        return drainMs;
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
        admission.check();
        checkCells();
        if (!seedDns.isEmpty() && !isHostAndPort(seedDns)) {
            throw fault("--seed-dns is a name with a port, such as fleet.example.org:7350");
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

    private void checkCells() {
        try {
            Cells cells = Cells.of(cell, cellAddresses);
            boolean isWrong = !cells.others().values().stream().allMatch(ClusterOptions::isWebSocket);
            if (isWrong || (cells.own().isEmpty() && !cells.others().isEmpty())) {
                throw fault("--cells needs --cell, and is a list such as B=wss://b.example.org/ws");
            }
            if (!cells.own().isEmpty() && !RoomCode.isLetter(cells.own())) {
                throw fault("--cell is one of the letters of room codes, such as B; vowels and Y are not among them");
            }
        } catch (IllegalArgumentException e) {
            throw fault("--cells is a list such as B=wss://b.example.org/ws; vowels and Y name none");
        }
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
