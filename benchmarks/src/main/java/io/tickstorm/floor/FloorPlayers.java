package io.tickstorm.floor;

import com.google.gson.Gson;
import io.tickstorm.kit.JavaProcess;
import io.tickstorm.kit.Program;
import io.tickstorm.kit.Seconds;
import io.tickstorm.load.client.Figures;
import io.tickstorm.load.client.InputOptions;
import io.tickstorm.load.client.LoadGenerator;
import io.tickstorm.load.client.LoadPlan;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plays the players of one run in a process of its own and prints their count as a line of JSON. Main thread. */
@Command(name = "players", mixinStandardHelpOptions = true, description = "The players of an alternation's run.")
public final class FloorPlayers implements Callable<Integer> {
    @Option(names = "--url", required = true, description = "Address of the server, such as ws://127.0.0.1:8080/ws")
    private URI url = URI.create("ws://127.0.0.1:8080/ws");

    @Option(names = "--players", required = true, description = "Number of players")
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
            description = "Seconds after that which are not counted")
    private int warmupS;

    @Option(names = "--duration", required = true, converter = Seconds.Whole.class, description = "Counted seconds")
    private int durationS;

    @Mixin
    private InputOptions inputs = new InputOptions();

    @Option(names = "--server-pid", required = true, description = "Process whose CPU time is read")
    private long serverPid;

    @Option(names = "--record", description = "File for the size of every counted frame")
    private @Nullable Path record;

    private FloorPlayers() {}

    @Override
    public Integer call() throws IOException {
        LoadPlan.Times times = new LoadPlan.Times(rampS, warmupS, durationS, inputs.inputs());
        IntArrayList sizes = new IntArrayList();
        PlayCount count = play(LoadPlan.steady(url, players, 0, 1, times), serverPid, record == null ? null : sizes);
        if (record != null) {
            new FrameSizes(sizes.toIntArray()).write(record);
        }
        System.out.println(new Gson().toJson(count));
        return 0;
    }

    /**
     * Plays the plan to its end, and reads the CPU time of the server at both ends of the counted time.
     *
     * @param sizes gets the payload size of every counted frame; null: not recorded
     */
    static PlayCount play(LoadPlan plan, long serverPid, @Nullable IntArrayList sizes) throws IOException {
        Counted counted = new Counted(serverPid, sizes);
        Figures figures = LoadGenerator.play(plan, counted);
        return new PlayCount(
                plan.players(),
                figures.counts().joined,
                (int) figures.counts().lost,
                counted.lastedNs / 1e9,
                figures.counts().frames,
                figures.counts().payloadBytes,
                figures.counts().inputs,
                figures.counts().overdueFrames,
                figures.inputToAcknowledgeUs.getValueAtPercentile(50),
                figures.inputToAcknowledgeUs.getValueAtPercentile(99),
                counted.cpuNs,
                figures.toolLateUs.getValueAtPercentile(99));
    }

    /** Measures the counted time and the CPU time of the server in it. */
    private static final class Counted implements LoadGenerator.Observer {
        private final long serverPid;
        private final @Nullable IntArrayList sizes;
        private long lastedNs;
        private long cpuNs;

        private Counted(long serverPid, @Nullable IntArrayList sizes) {
            this.serverPid = serverPid;
            this.sizes = sizes;
        }

        @Override
        public void second(Figures.Second second, Figures figures) {}

        @Override
        public void countingBegan(Figures figures) throws IOException {
            lastedNs = -System.nanoTime();
            cpuNs = -JavaProcess.cpuNs(serverPid);
            if (sizes != null) {
                figures.recordFrameSizes(sizes);
            }
        }

        @Override
        public void countingEnded() throws IOException {
            lastedNs += System.nanoTime();
            cpuNs += JavaProcess.cpuNs(serverPid);
        }
    }

    /** Runs the program. */
    public static void main(String[] args) {
        System.exit(Program.run(new FloorPlayers(), "The players failed", Program.EXIT_FAILED, args));
    }
}
