package io.tickstorm.floor;

import com.google.gson.Gson;
import io.tickstorm.load.Seconds;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays one crowd in a process of its own and prints its count as a line of JSON. Main thread. */
@Command(name = "crowd", mixinStandardHelpOptions = true, description = "The players of an alternation's run.")
public final class CrowdMain implements Callable<Integer> {
    @Option(names = "--url", required = true, description = "Where the server listens, such as ws://127.0.0.1:8080/ws")
    private URI url = URI.create("ws://127.0.0.1:8080/ws");

    @Option(names = "--players", required = true, description = "How many")
    private int players;

    @Option(
            names = "--ramp",
            required = true,
            converter = Seconds.Whole.class,
            description = "Seconds over which they join")
    private int rampS;

    @Option(
            names = "--warmup",
            required = true,
            converter = Seconds.Whole.class,
            description = "Seconds after that not counted")
    private int warmupS;

    @Option(names = "--duration", required = true, converter = Seconds.Whole.class, description = "Seconds counted")
    private int durationS;

    @Option(names = "--inputs-every", required = true, description = "Ticks from an input to the next")
    private int inputEveryTicks;

    @Option(names = "--server-pid", required = true, description = "Process whose CPU time is read")
    private long serverPid;

    @Option(names = "--record", description = "File that gets the size of every frame counted")
    private @Nullable Path record;

    private CrowdMain() {}

    @Override
    public Integer call() throws IOException {
        CrowdPlan plan = new CrowdPlan(url, players, rampS, warmupS, durationS, inputEveryTicks, serverPid);
        Crowd crowd = new Crowd(plan, record != null);
        CrowdCount count = crowd.play();
        if (record != null) {
            crowd.sizes().write(record);
        }
        System.out.println(new Gson().toJson(count));
        return 0;
    }

    public static void main(String[] args) {
        CommandLine command = new CommandLine(new CrowdMain());
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            System.err.println("The crowd failed: " + failure.getMessage());
            return 1;
        });
        System.exit(command.execute(args));
    }
}
