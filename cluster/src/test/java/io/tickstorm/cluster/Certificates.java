package io.tickstorm.cluster;

import io.tickstorm.net.tls.PemKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.Assertions;

/** Makes an authority and a certificate that it signs, with the JDK's keytool. One thread. */
final class Certificates {
    private static final String PASSWORD = "password";

    private final Path folder;
    private final Path store;

    private Certificates(Path folder) {
        this.folder = folder;
        store = folder.resolve("keys.p12");
    }

    /** Makes {@code ca.crt}, {@code node.crt} and {@code node.key} in a new folder. */
    static ClusterTls make(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        Files.createDirectory(folder);
        Certificates made = new Certificates(folder);
        made.keytool("-genkeypair", "-alias", "ca", "-dname", "CN=authority", "-ext", "bc:c", "-keyalg", "RSA");
        made.keytool("-genkeypair", "-alias", "node", "-dname", "CN=fleet", "-keyalg", "RSA");
        made.keytool("-exportcert", "-alias", "ca", "-rfc", "-file", made.file("ca.crt"));
        made.keytool("-certreq", "-alias", "node", "-file", made.file("node.csr"));
        made.keytool(
                "-gencert",
                "-alias",
                "ca",
                "-rfc",
                "-infile",
                made.file("node.csr"),
                "-outfile",
                made.file("node.crt"));
        made.writeKey();
        return new ClusterTls(folder.resolve("node.crt"), folder.resolve("node.key"), folder.resolve("ca.crt"));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-validity", "30"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Assertions.assertEquals(0, process.waitFor(), output);
    }

    /** Returns the certificate that was made in this folder, to show it. */
    static KeyManager[] keys(Path folder) throws IOException, GeneralSecurityException {
        char[] password = PASSWORD.toCharArray();
        Key key = load(folder.resolve("keys.p12")).getKey("node", password);
        KeyStore shown = KeyStore.getInstance("PKCS12");
        shown.load(null, password);
        shown.setKeyEntry("node", key, password, PemKeys.certificates(folder.resolve("node.crt")));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(shown, password);
        return keys.getKeyManagers();
    }

    private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private void writeKey() throws IOException, GeneralSecurityException {
        byte[] key = load(store).getKey("node", PASSWORD.toCharArray()).getEncoded();
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
        Files.writeString(
                folder.resolve("node.key"), "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
    }
}
