package io.tickstorm.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Objects;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The client's side of TLS in tests. */
public final class Tls {
    private Tls() {}

    /** Returns the path of a test file, made with openssl; of a copy if the tests are in a jar. */
    public static Path pem(String name) {
        URL resource = Objects.requireNonNull(Tls.class.getResource("pem/" + name));
        try (InputStream in = resource.openStream()) {
            if (resource.getProtocol().equals("file")) {
                return Path.of(resource.toURI());
            }
            Path copy = Files.createTempFile("tickstorm", name);
            copy.toFile().deleteOnExit();
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns a context that trusts any certificate, because only the server's side is tested. */
    public static SSLContext trusting() throws GeneralSecurityException {
        return showing(new KeyManager[0]);
    }

    /** Returns such a context that shows a certificate of these keys. */
    public static SSLContext showing(KeyManager[] keys) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, new TrustManager[] {new Anybody()}, null);
        return context;
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate @Nullable [] chain, @Nullable String type) {}

        @Override
        public void checkServerTrusted(X509Certificate @Nullable [] chain, @Nullable String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
