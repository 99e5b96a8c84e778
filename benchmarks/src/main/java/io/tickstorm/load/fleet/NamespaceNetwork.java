package io.tickstorm.load.fleet;

import io.tickstorm.kit.JavaProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace for each server, with one link to the tool and one to the other servers. It needs Linux, root and
 * {@code ip}. Names begin with {@code tks}, and nothing outside them is changed.
 *
 * <pre>
 *   tool, 10.213.7.1 -- bridge tksc -- 10.213.7.11, .12, .13   servers, for clients
 *                       bridge tksf -- 10.213.8.11, .12, .13   servers, for each other; cut() takes this link down
 * </pre>
 */
final class NamespaceNetwork implements FleetNetwork {
    private static final String CLIENTS = "tksc";
    private static final String FLEET = "tksf";
    private static final int FIRST_HOST = 11;

    private final int servers;

    private NamespaceNetwork(int servers) {
        this.servers = servers;
    }

    /** Creates the namespaces, or throws with a sentence that says why it cannot. */
    static NamespaceNetwork create(int servers) throws IOException {
        NamespaceNetwork network = new NamespaceNetwork(servers);
        network.close();
        try {
            network.build();
            return network;
        } catch (IOException e) {
            network.close();
            throw e;
        }
    }

    private void build() throws IOException {
        bridge(CLIENTS);
        bridge(FLEET);
        ip("address add 10.213.7.1/24 dev " + CLIENTS);
        for (int i = 0; i < servers; i++) {
            ip("netns add " + namespace(i));
            ip("-n " + namespace(i) + " link set lo up");
            link(i, CLIENTS, "10.213.7.");
            link(i, FLEET, "10.213.8.");
        }
    }

    private static void bridge(String name) throws IOException {
        ip("link add " + name + " type bridge");
        ip("link set " + name + " up");
    }

    private static void link(int server, String bridge, String subnet) throws IOException {
        String outside = bridge + server;
        String inside = bridge + "i" + server;
        ip("link add " + outside + " type veth peer name " + inside + " netns " + namespace(server));
        ip("link set " + outside + " master " + bridge);
        ip("link set " + outside + " up");
        ip("-n " + namespace(server) + " address add " + subnet + (FIRST_HOST + server) + "/24 dev " + inside);
        ip("-n " + namespace(server) + " link set " + inside + " up");
    }

    private static String namespace(int server) {
        return "tks" + server;
    }

    private static void ip(String arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments.split(" ", -1)));
        JavaProcess.execute("ip " + arguments + " failed", command.toArray(String[]::new));
    }

    @Override
    public List<String> prefix(int server) {
        return List.of("ip", "netns", "exec", namespace(server));
    }

    @Override
    public String clientHost(int server) {
        return "10.213.7." + (FIRST_HOST + server);
    }

    @Override
    public String clusterHost(int server) {
        return "10.213.8." + (FIRST_HOST + server);
    }

    @Override
    public void cut(int server) throws IOException {
        ip("link set " + FLEET + server + " down");
    }

    @Override
    public void heal(int server) throws IOException {
        ip("link set " + FLEET + server + " up");
    }

    @Override
    public void close() {
        for (int i = 0; i < servers; i++) {
            attempt("netns del " + namespace(i));
            attempt("link del " + CLIENTS + i);
            attempt("link del " + FLEET + i);
        }
        attempt("link del " + CLIENTS);
        attempt("link del " + FLEET);
    }

    private static void attempt(String arguments) {
        try {
            ip(arguments);
        } catch (IOException e) {
            // It does not exist.
        }
    }
}
