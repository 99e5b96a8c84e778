package io.tickstorm.floor;

import io.tickstorm.broadcast.Broadcast;
import io.tickstorm.kit.JavaProcess;
import io.tickstorm.twin.Twin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The processes that are compared, in the order of a round. */
enum Contender {
    FLOOR("bare Java NIO floor"),
    SERVER("Tickstorm"),
    UNDERTOW_TWIN("twin on Undertow's WebSocketChannel"),
    NETTY_TWIN("twin on Netty 4.2"),
    BROADCAST("broadcast of movement on Netty 4.2"),
    FLEET_OF_ONE("Tickstorm as a fleet of one server");

    /** The processes of an alternation. The fleet has a command of its own. */
    static final List<Contender> ALTERNATED = List.of(FLOOR, SERVER, UNDERTOW_TWIN, NETTY_TWIN, BROADCAST);

    private static final Path FLEET_JAR = Path.of("cluster/target/tickstorm-cluster.jar");

    /** The collector of all, as in {@code ./play}. A JVM with one core would choose one that stops it for 100 ms. */
    private static final List<String> COLLECTOR = List.of("-XX:+UseG1GC", "-XX:MaxGCPauseMillis=10");

    /** Frees the seats of a turn for the next one. */
    private static final String RESUME = "--resume-ms=1000";

    private final String label;

    Contender(String label) {
        this.label = label;
    }

    /**
     * Returns the arguments of the JVM.
     *
     * @param sizes file of recorded frame sizes, for the floor
     */
    List<String> command(Scenario scenario, Path serverJar, Path sizes) {
        List<String> command = new ArrayList<>(COLLECTOR);
        command.addAll(program(scenario, serverJar, sizes));
        return command;
    }

    private List<String> program(Scenario scenario, Path serverJar, Path sizes) {
        return switch (this) {
            case FLOOR ->
                JavaProcess.ofClass(Floor.class.getName(), List.of("--port", "0", "--sizes", sizes.toString()));
            case SERVER -> {
                List<String> all = new ArrayList<>(List.of("-jar", serverJar.toString(), "--host", "127.0.0.1"));
                all.addAll(scenario.serverArguments());
                all.add(RESUME);
                yield all;
            }
            case FLEET_OF_ONE -> {
                List<String> all = new ArrayList<>(List.of("-jar", FLEET_JAR.toString(), "--host", "127.0.0.1"));
                all.addAll(List.of("--cluster-port", "0", "--public-url", "ws://127.0.0.1/ws", "--local-metrics"));
                scenario.serverArguments().stream()
                        .filter(argument -> !argument.startsWith("--rooms"))
                        .forEach(all::add);
                all.add(RESUME);
                yield all;
            }
            case UNDERTOW_TWIN -> twin("undertow", scenario);
            case NETTY_TWIN -> twin("netty", scenario);
            case BROADCAST -> JavaProcess.ofClass(Broadcast.class.getName(), scenario.serverArguments());
        };
    }

    private static List<String> twin(String stack, Scenario scenario) {
        List<String> all = new ArrayList<>(List.of("--stack", stack));
        all.addAll(scenario.serverArguments());
        return JavaProcess.ofClass(Twin.class.getName(), all);
    }

    @Override
    public String toString() {
        return label;
    }
}
