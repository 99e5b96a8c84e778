package io.tickstorm.load.attack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key and a certificate of localhost that signs itself, made by the JDK's {@code keytool} in a folder of their own,
 * which is gone when this is closed. One thread.
 */
final class TlsFiles implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String ALIAS = "tickstorm";
    private static final int KEYTOOL_S_MAX = 60;

    private final Path folder;
    private final KeyStore store;

    TlsFiles() throws IOException {
        folder = Files.createTempDirectory("tickstorm-tls");
        try {
            Path file = folder.resolve("store.p12");
            keytool(file);
            store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD);
            }
            write(certificate(), "CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
            write(key(), "PRIVATE KEY", store.getKey(ALIAS, PASSWORD).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException("no key could be made", e);
        }
    }

    Path certificate() {
        return folder.resolve("certificate.pem");
    }

    Path key() {
        return folder.resolve("key.pem");
    }

    /** The context of a client that trusts this certificate, and no other. */
    SSLContext trusting() throws IOException {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java speaks no TLS", e);
        }
    }

    private static void keytool(Path file) throws IOException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String password = new String(PASSWORD);
        Process process = new ProcessBuilder(List.of(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-validity",
                        "2",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        password))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(KEYTOOL_S_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool made no key: " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void write(Path file, String type, byte[] bytes) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(file, "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
    }

    @Override
    public void close() {
        try {
            for (String name : List.of("store.p12", "certificate.pem", "key.pem")) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Files of a temporary folder, with a key that nobody trusts.
        }
    }
}
