package io.tickstorm.floor;

import io.tickstorm.kit.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the floor until the process is ended. Main thread. */
@Command(
        name = "floor",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Writes ready-made frames 30 times a second and reads the tick of inputs, to measure the cost of the"
                        + " bytes without a game.")
public final class Floor implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--port", defaultValue = "8080", description = "Port to listen on; 0 picks one [${DEFAULT-VALUE}]")
    private int port;

    @Option(names = "--sizes", description = "File of payload sizes in bytes, one a line; frames repeat this order")
    private @Nullable Path sizes;

    @Option(
            names = "--mean-bytes",
            defaultValue = "120",
            description = "Size of all frames without --sizes [${DEFAULT-VALUE}]")
    private int meanBytes;

    private Floor() {}

    @Override
    public Integer call() throws IOException {
        boolean fits = meanBytes >= FrameSizes.MIN && meanBytes <= FrameSizes.MAX;
        Program.require(spec, fits, "--mean-bytes is " + FrameSizes.MIN + "-" + FrameSizes.MAX);
        FrameSizes wanted = sizes == null ? new FrameSizes(new int[] {meanBytes}) : FrameSizes.read(sizes);
        FloorLoop loop = new FloorLoop(port, wanted);
        System.out.println("The floor is ready on http://localhost:" + loop.port());
        loop.run();
        return 0;
    }

    /** Runs the program. */
    public static void main(String[] args) {
        int exitCode = Program.run(new Floor(), "The floor cannot start", Program.EXIT_CANNOT_LISTEN, args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
