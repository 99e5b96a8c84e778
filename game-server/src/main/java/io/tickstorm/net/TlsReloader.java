package io.tickstorm.net;

import io.undertow.protocols.ssl.UndertowXnioSsl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;

/**
 * The certificate of the game's port, read again when its files change; connections that are open keep the one they
 * have. A pair that does not fit, as while it is being written, changes nothing. A thread of its own looks at the files
 * every second, another does the arithmetic of handshakes, so that neither holds up a frame.
 */
final class TlsReloader implements AutoCloseable {
    private static final int LOOK_EVERY_MS = 1_000;

    private final Defence.TlsFiles files;
    private final ExecutorService handshakes = Executors.newSingleThreadExecutor(task -> daemon(task, "tls-handshake"));
    private final Thread looker = daemon(this::lookOn, "tls-reload");
    private final UndertowXnioSsl ssl;
    private String seen;

    /** @throws UncheckedIOException that says which file is wrong, and how */
    TlsReloader(Defence.TlsFiles files, Xnio xnio) {
        this.files = files;
        seen = stamps();
        try {
            ssl = new UndertowXnioSsl(
                    xnio,
                    OptionMap.create(Options.USE_DIRECT_BUFFERS, true),
                    PemKeys.context(files.certificate(), files.key()),
                    handshakes);
        } catch (IOException | GeneralSecurityException e) {
            close();
            throw new UncheckedIOException(
                    e.getMessage(), e instanceof IOException failure ? failure : new IOException(e));
        }
        looker.start();
    }

    UndertowXnioSsl ssl() {
        return ssl;
    }

    private void lookOn() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(LOOK_EVERY_MS);
                look();
            }
        } catch (InterruptedException e) {
            // The server stops.
        }
    }

    private void look() {
        String now = stamps();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            ssl.updateSSLContext(PemKeys.context(files.certificate(), files.key()));
            System.out.println("The TLS certificate was read again.");
        } catch (IOException | GeneralSecurityException e) {
            System.err.println("The TLS certificate stays the one it was: " + e.getMessage());
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
        looker.interrupt();
        handshakes.shutdown();
    }
}
