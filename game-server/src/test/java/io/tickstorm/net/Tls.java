package io.tickstorm.net;

import java.net.URISyntaxException;
import java.nio.file.Path;
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

    /** Returns the path of a test file, made with openssl. */
    public static Path pem(String name) {
        try {
            return Path.of(
                    Objects.requireNonNull(Tls.class.getResource("pem/" + name)).toURI());
        } catch (URISyntaxException e) {
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
