package io.tickstorm;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts the server. */
@Command(name = "tickstorm-server", mixinStandardHelpOptions = true, description = "The Tickstorm game server.")
public final class Main implements Callable<Integer> {
    private Main() {}

    @Override
    public Integer call() {
        return 0;
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
