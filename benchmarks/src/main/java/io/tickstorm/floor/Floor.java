package io.tickstorm.floor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts the floor and runs until it is ended. Main thread. */
@Command(
        name = "floor",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Writes ready-made frames 30 times a second and reads inputs: what the bytes cost without a game.")
public final class Floor implements Callable<Integer> {
    private static final int EXIT_CANNOT_LISTEN = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--port", defaultValue = "8080", description = "Port to listen on; 0 picks one [${DEFAULT-VALUE}]")
    private int port;

    @Option(names = "--sizes", description = "File of payload sizes, one a line, sent in this order over and over")
    private @Nullable Path sizes;

    @Option(names = "--mean-bytes", defaultValue = "120", description = "All frames alike instead [${DEFAULT-VALUE}]")
    private int meanBytes;

    private Floor() {}

    @Override
    public Integer call() throws IOException {
        if (meanBytes < FrameSizes.MIN || meanBytes > FrameSizes.MAX) {
            throw new ParameterException(
                    spec.commandLine(), "--mean-bytes is " + FrameSizes.MIN + "-" + FrameSizes.MAX);
        }
        FrameSizes wanted = sizes == null ? new FrameSizes(new int[] {meanBytes}) : FrameSizes.read(sizes);
        FloorLoop loop = new FloorLoop(port, wanted);
        System.out.println("The floor is ready on http://localhost:" + loop.port());
        loop.run();
        return 0;
    }

    public static void main(String[] args) {
        CommandLine command = new CommandLine(new Floor());
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            System.err.println("The floor cannot start: " + failure.getMessage());
            return EXIT_CANNOT_LISTEN;
        });
        int exitCode = command.execute(args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
