package io.tickstorm.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;

/**
 * The settings of one server of the fleet. Immutable.
 *
 * @param host address that the other servers connect to
 * @param port of that address; 0 picks one
 * @param seeds {@code host:port} of the servers to join; empty to start a new cluster
 * @param url WebSocket address of this server for clients
 * @param drainMs the most time to move the rooms away
 * @param crashSensor true to remove a server at once whose process has ended
 * @param admission the conditions under which servers accept each other
 * @param cells the other cells
 */
public record FleetConfig(
        String host,
        int port,
        List<String> seeds,
        String url,
        int drainMs,
        boolean crashSensor,
        FleetAdmission admission,
        Cells cells) {
    static final String SYSTEM = "tickstorm";

    /** Settings of a fleet that every server may join, without other cells. */
    public FleetConfig(String host, int port, List<String> seeds, String url, int drainMs, boolean crashSensor) {
        this(host, port, seeds, url, drainMs, crashSensor, FleetAdmission.OPEN, Cells.NONE);
    }

    /** Returns the settings of Pekko. System properties override them. */
    Config pekko() {
        List<String> nodes =
                seeds.stream().map(seed -> "pekko://" + SYSTEM + "@" + seed).toList();
        return ConfigFactory.defaultOverrides()
                .withFallback(ConfigFactory.empty()
                        .withValue("pekko.remote.artery.canonical.hostname", ConfigValueFactory.fromAnyRef(host))
                        .withValue("pekko.remote.artery.canonical.port", ConfigValueFactory.fromAnyRef(port))
                        .withValue("pekko.cluster.seed-nodes", ConfigValueFactory.fromIterable(nodes)))
                .withFallback(admission.pekko())
                .withFallback(ConfigFactory.parseResources(FleetConfig.class.getClassLoader(), "fleet.conf"))
                .withFallback(ConfigFactory.load());
    }
}
