package io.tickstorm.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tickstorm.net.tls.PemKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Map;

/**
 * The files for encrypted connections between servers. Both sides show a certificate of the same authority, and Pekko
 * reads the files again every five minutes. Immutable.
 *
 * @param certificate PEM file of this server's certificate, which the authority signed
 * @param key PEM file of its RSA key in PKCS#8
 * @param authority PEM file of the authority's certificate
 */
public record ClusterTls(Path certificate, Path key, Path authority) {
    private static final String ENGINE = "pekko.remote.artery.ssl.rotating-keys-engine.";

    /**
     * Reads the files once, because Pekko reports a fault only when it connects.
     *
     * @throws IOException or GeneralSecurityException with a sentence for the operator
     */
    void check() throws IOException, GeneralSecurityException {
        X509Certificate[] own = PemKeys.pair(certificate, key);
        if (!own[0].getPublicKey().getAlgorithm().equals("RSA")) {
            throw new InvalidKeyException(key + " is not an RSA key, the only kind between servers");
        }
        X509Certificate[] signer = PemKeys.certificates(authority);
        try {
            own[0].verify(signer[0].getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new CertificateException(authority + " did not sign the first certificate in " + certificate, e);
        }
    }

    /** Returns the settings of Pekko. */
    Config pekko() {
        return ConfigFactory.parseMap(Map.of(
                "pekko.remote.artery.transport",
                "tls-tcp",
                "pekko.remote.artery.ssl.ssl-engine-provider",
                "org.apache.pekko.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider",
                ENGINE + "cert-file",
                certificate.toAbsolutePath().toString(),
                ENGINE + "key-file",
                key.toAbsolutePath().toString(),
                ENGINE + "ca-cert-file",
                authority.toAbsolutePath().toString()));
    }
}
