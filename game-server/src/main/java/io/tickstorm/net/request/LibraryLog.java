package io.tickstorm.net.request;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Filters the log of Undertow and XNIO. Most of their records describe the behaviour of a peer, and a peer must not
 * control the log. Two kinds of records pass: exceptions thrown by classes of this server, at most once a minute, and
 * an OutOfMemoryError. Any thread.
 */
public final class LibraryLog extends Handler {
    private static final long ONCE_IN_NS = 60_000_000_000L;
    private static final String OURS = "io.tickstorm.";
    private static final int CAUSES_MAX = 8;

    /** Referenced here, because the logging system drops a logger without references. */
    private static final List<Logger> LIBRARIES =
            List.of(Logger.getLogger("io.undertow"), Logger.getLogger("org.xnio"));

    private static final Logger ROOT = Logger.getLogger("");
    private static final System.Logger LOG = System.getLogger(LibraryLog.class.getName());
    private static final AtomicLong nextNs = new AtomicLong(System.nanoTime());
    private static final AtomicLong suppressed = new AtomicLong();

    private LibraryLog() {}

    /** Installs the filter for the whole process. A second call does nothing. */
    public static synchronized void install() {
        for (Logger library : LIBRARIES) {
            boolean isInstalled = false;
            for (Handler handler : library.getHandlers()) {
                isInstalled |= handler instanceof LibraryLog;
            }
            if (!isInstalled) {
                library.setUseParentHandlers(false);
                library.addHandler(new LibraryLog());
            }
        }
    }

    /** Reports a fault of this server, with its stack, at most once a minute. */
    static void fault(String what, Throwable thrown) {
        if (mayLog()) {
            LOG.log(System.Logger.Level.ERROR, what + ": a fault of this server" + others(), thrown);
        }
    }

    /** Reports a fact about the process itself, at most once a minute. */
    public static void warn(String sentence) {
        if (mayLog()) {
            LOG.log(System.Logger.Level.WARNING, sentence + others());
        }
    }

    private static boolean mayLog() {
        long nowNs = System.nanoTime();
        long next = nextNs.get();
        boolean may = nowNs - next >= 0 && nextNs.compareAndSet(next, nowNs + ONCE_IN_NS);
        if (!may) {
            suppressed.incrementAndGet();
        }
        return may;
    }

    private static String others() {
        long count = suppressed.getAndSet(0);
        return count == 0 ? "" : " (" + count + " earlier reports were omitted)";
    }

    @Override
    public void publish(LogRecord record) {
        Throwable thrown = record.getThrown();
        if (thrown instanceof Error) {
            if (isOutOfMemory(thrown) || mayLog()) {
                ROOT.log(record);
            }
        } else if (thrown instanceof RuntimeException && record.getLevel().intValue() >= Level.WARNING.intValue()) {
            if (isOurs(thrown) && mayLog()) {
                ROOT.log(record);
            }
        }
    }

    private static boolean isOutOfMemory(Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; i < CAUSES_MAX && cause != null; i++) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /**
     * Returns true if a class of this server threw it, directly or through the JDK. Faults of a library are caused by
     * peers.
     */
    private static boolean isOurs(Throwable thrown) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            String name = frame.getClassName();
            if (!name.startsWith("java.") && !name.startsWith("jdk.")) {
                return name.startsWith(OURS);
            }
        }
        return false;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
