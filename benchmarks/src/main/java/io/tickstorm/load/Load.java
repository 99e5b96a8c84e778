package io.tickstorm.load;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Plays many pilots against a running server and reports what they saw. */
@Command(name = "load", mixinStandardHelpOptions = true, description = "The Tickstorm load client.")
public final class Load implements Callable<Integer> {
    private Load() {}

    @Override
    public Integer call() {
        return 0;
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new Load()).execute(args));
    }
}
