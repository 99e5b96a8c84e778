package io.tickstorm.net.tls;

import io.tickstorm.net.settings.Defence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/**
 * The certificate of the game's port, reloaded when its files change; open connections keep their certificate. An
 * invalid pair, for example during writing, is ignored. Its own thread checks the files every second.
 */
public final class TlsReloader implements AutoCloseable {
    private static final int LOOK_EVERY_MS = 1_000;

    private final Defence.TlsFiles files;
    private final Thread watcher = daemon(this::watch, "tls-reload");
    private volatile SSLContext context;
    private String seen;

    /**
     * Loads the files.
     *
     * @throws UncheckedIOException that names the faulty file and the fault
     */
    public TlsReloader(Defence.TlsFiles files) {
        this.files = files;
        seen = stamps();
        try {
            context = PemKeys.context(files.certificate(), files.key());
        } catch (IOException | GeneralSecurityException e) {
            throw new UncheckedIOException(
                    e.getMessage(), e instanceof IOException failure ? failure : new IOException(e));
        }
        watcher.start();
    }

    /** Returns the context for new connections. Any thread. */
    public SSLContext context() {
        return context;
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(LOOK_EVERY_MS);
                reloadIfChanged();
            }
        } catch (InterruptedException e) {
            // The server stops.
        }
    }

    private void reloadIfChanged() {
        String now = stamps();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            context = PemKeys.context(files.certificate(), files.key());
            System.out.println("The TLS certificate was reloaded.");
        } catch (IOException | GeneralSecurityException e) {
            System.err.println("The TLS certificate was not reloaded: " + e.getMessage());
        }
    }

    private String stamps() {
        return stamp(files.certificate()) + stamp(files.key());
    }

    private static String stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file) + "/" + Files.size(file) + " ";
        } catch (IOException e) {
            return "missing ";
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
