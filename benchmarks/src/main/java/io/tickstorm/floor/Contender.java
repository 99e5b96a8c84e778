package io.tickstorm.floor;

import io.tickstorm.twin.Twin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who is measured, in the order of a round. */
enum Contender {
    FLOOR("bare NIO floor"),
    SERVER("Tickstorm"),
    UNDERTOW_TWIN("twin on Undertow's WebSocketChannel"),
    NETTY_TWIN("twin on Netty 4.2");

    /** Of all, as {@code ./play} has it; by itself a JVM with one core stops for 100 ms at its first collection. */
    private static final List<String> COLLECTOR = List.of("-XX:+UseG1GC", "-XX:MaxGCPauseMillis=10");

    /** The seats of a turn are free again in the next. */
    private static final String RESUME = "--resume-ms=1000";

    private final String label;

    Contender(String label) {
        this.label = label;
    }

    /**
     * What java is to run.
     *
     * @param sizes recorded sizes, for the floor
     */
    List<String> command(Scenario scenario, Path serverJar, Path sizes) {
        List<String> command = new ArrayList<>(COLLECTOR);
        command.addAll(program(scenario, serverJar, sizes));
        return command;
    }

    private List<String> program(Scenario scenario, Path serverJar, Path sizes) {
        return switch (this) {
            case FLOOR -> PinnedJvm.ourClass(Floor.class, List.of("--port", "0", "--sizes", sizes.toString()));
            case SERVER -> {
                List<String> all = new ArrayList<>(List.of("-jar", serverJar.toString(), "--host", "127.0.0.1"));
                all.addAll(scenario.serverArguments());
                all.add(RESUME);
                yield all;
            }
            case UNDERTOW_TWIN -> twin("undertow", scenario);
            case NETTY_TWIN -> twin("netty", scenario);
        };
    }

    private static List<String> twin(String stack, Scenario scenario) {
        List<String> all = new ArrayList<>(List.of("--stack", stack));
        all.addAll(scenario.serverArguments());
        return PinnedJvm.ourClass(Twin.class, all);
    }

    @Override
    public String toString() {
        return label;
    }
}
