package io.tickstorm;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process when memory has run out: the state of unfinished work is unknown, and a restart keeps the match.
 * Sees errors that no thread caught, and those that libraries caught and logged. Any thread; allocates nothing when
 * it ends the process.
 */
final class OutOfMemory extends Handler implements Thread.UncaughtExceptionHandler {
    static final int EXIT = 4;
    private static final int CAUSES_MAX = 8;
    private static final byte[] WORDS =
            "Tickstorm ends: it is out of memory. Give the JVM more (-Xmx), or lower --seats and --rooms.\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final FileOutputStream console = new FileOutputStream(FileDescriptor.err);

    /** Ends the whole process at the next OutOfMemoryError. */
    static void endsTheProcess() {
        OutOfMemory watch = new OutOfMemory();
        Thread.setDefaultUncaughtExceptionHandler(watch);
        Logger.getLogger("").addHandler(watch);
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        endIfItIs(thrown);
        System.err.print("Exception in thread " + thread.getName() + ' ');
        thrown.printStackTrace();
    }

    @Override
    public void publish(LogRecord record) {
        endIfItIs(record.getThrown());
    }

    private void endIfItIs(@Nullable Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; i < CAUSES_MAX && cause != null; i++) {
            if (cause instanceof OutOfMemoryError) {
                end();
            }
            cause = cause.getCause();
        }
    }

    private void end() {
        try {
            console.write(WORDS);
        } catch (IOException e) {
            // The console is closed; the exit code also shows the cause.
        } finally {
            Runtime.getRuntime().halt(EXIT);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
