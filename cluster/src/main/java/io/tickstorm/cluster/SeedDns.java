package io.tickstorm.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Finds the servers to join by a DNS name with an address for each of them, such as that of a headless service. All
 * servers sort the addresses equally. Pekko lets only the first server of the list start a fleet, once no other one of
 * the list has answered. Main thread.
 */
final class SeedDns {
    private static final long LOOK_AGAIN_NS = 500_000_000L;
    private static final Comparator<InetAddress> BY_NUMBER =
            (first, second) -> Arrays.compareUnsigned(first.getAddress(), second.getAddress());

    private SeedDns() {}

    /** Makes the JVM ask for each look-up. Call it before the first one. */
    static void withoutCache() {
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
    }

    /**
     * Returns {@code host:port} of each server once the name has enough addresses; nothing if it has too few of them
     * for this time.
     *
     * @param nameAndPort such as {@code fleet.example.org:7350}
     */
    static List<String> find(String nameAndPort, int servers, long timeoutNs) {
        int colon = nameAndPort.lastIndexOf(':');
        long giveUpNs = System.nanoTime() + timeoutNs;
        while (true) {
            List<String> found = look(nameAndPort.substring(0, colon), nameAndPort.substring(colon));
            if (found.size() >= servers) {
                return found;
            }
            if (System.nanoTime() - giveUpNs > 0) {
                return List.of();
            }
            LockSupport.parkNanos(LOOK_AGAIN_NS);
        }
    }

    private static List<String> look(String name, String colonAndPort) {
        try {
            return Arrays.stream(InetAddress.getAllByName(name))
                    .sorted(BY_NUMBER)
                    .map(InetAddress::getHostAddress)
                    .distinct()
                    .map(host -> (host.contains(":") ? "[" + host + "]" : host) + colonAndPort)
                    .toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }
}
