package io.tickstorm.kit;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Runs a picocli command as a program, with the exit codes that all programs of this module share. Main thread. */
public final class Program {
    /** A run failed, or not all players joined. */
    public static final int EXIT_FAILED = 1;
    /** A server could not listen on its port. */
    public static final int EXIT_CANNOT_LISTEN = 3;
    /** The tool was too slow, so its figures do not count. */
    public static final int EXIT_VOID = 98;
    /** A figure missed its limit. */
    public static final int EXIT_THRESHOLD = 99;

    private Program() {}

    /**
     * Runs the command and returns its exit code. An exception of the command is printed as one sentence.
     *
     * @param failure beginning of that sentence, such as "The run failed"
     * @param failureCode exit code of such an exception
     */
    public static int run(Object command, String failure, int failureCode, String... arguments) {
        return commandLine(command, failure, failureCode)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }

    /** Returns the command line of a command that reports an exception as {@link #run} does. */
    public static CommandLine commandLine(Object command, String failure, int failureCode) {
        CommandLine line = new CommandLine(command);
        line.setExecutionExceptionHandler((thrown, failed, parsed) -> {
            System.err.println(failure + ": " + (thrown.getMessage() == null ? thrown : thrown.getMessage()));
            return failureCode;
        });
        return line;
    }

    /** Throws a usage error with this sentence unless the condition holds. */
    public static void require(CommandLine.Model.CommandSpec spec, boolean condition, String sentence) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }
}
