package io.tickstorm.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tickstorm.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A DNS name with an address for each server. It stands in a file of hosts, which the JVM of a process reads. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SeedDnsIntegrationTest {
    @TempDir
    Path folder = Path.of("");

    /** Prints the servers of a name. */
    static final class Look {
        public static void main(String[] args) {
            SeedDns.withoutCache();
            System.out.println(SeedDns.find(args[0], Integer.parseInt(args[1]), 1_000_000L));
        }
    }

    @Test
    void allServersSortTheAddressesOfTheNameEqually() throws Exception {
        List<String> lines = List.of("127.0.0.10 fleet.example", "127.0.0.9 fleet.example", "127.0.0.11 other.example");
        assertEquals("[127.0.0.9:7350, 127.0.0.10:7350]", look(lines, "fleet.example:7350", "2"));
        assertEquals("[]", look(lines, "fleet.example:7350", "3"), "too few");
        assertEquals("[]", look(lines, "none.example:7350", "1"), "no such name");
    }

    @Test
    void serversWithTheSameNameFormOneFleet() throws Exception {
        Path hosts = folder.resolve("two");
        Files.write(hosts, List.of("127.0.0.3 fleet.example", "127.0.0.2 fleet.example"));
        int clusterPort = FleetProcesses.freePort();
        try (FleetProcesses fleet = new FleetProcesses(folder)) {
            List<FleetProcesses.Server> servers = new ArrayList<>();
            for (String host : List.of("127.0.0.3", "127.0.0.2")) {
                servers.add(fleet.start(
                        Map.of(),
                        clusterPort,
                        "-Djdk.net.hosts.file=" + hosts,
                        "--seed-dns=fleet.example:" + clusterPort,
                        "--cluster-host=" + host));
            }
            for (FleetProcesses.Server server : servers) {
                FleetProcesses.awaitReady(server);
                Await.until("one fleet", () -> fleet.metric(server, "tickstorm_fleet_servers") == 2);
            }
        }
    }

    private String look(List<String> hosts, String name, String servers) throws IOException, InterruptedException {
        Path file = folder.resolve("hosts");
        Files.write(file, hosts);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djdk.net.hosts.file=" + file,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Look.class.getName(),
                        name,
                        servers)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return said.strip();
    }
}
