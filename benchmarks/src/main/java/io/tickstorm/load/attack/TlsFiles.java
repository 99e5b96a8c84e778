package io.tickstorm.load.attack;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.SelfSignedCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLContext;

/** A key and a certificate for localhost that signs itself, in temporary files that {@link #close} deletes. */
@SuppressWarnings("deprecation") // Its key is too weak for production, but not for an attack on a local server.
final class TlsFiles implements AutoCloseable {
    private final SelfSignedCertificate certificate;
    private final SSLContext trusting;

    TlsFiles() throws IOException {
        try {
            certificate = new SelfSignedCertificate("localhost");
        } catch (CertificateException e) {
            throw new IOException("no key could be made", e);
        }
        trusting = ((JdkSslContext) SslContextBuilder.forClient()
                        .sslProvider(SslProvider.JDK)
                        .trustManager(certificate.cert())
                        .build())
                .context();
    }

    Path certificate() {
        return certificate.certificate().toPath();
    }

    Path key() {
        return certificate.privateKey().toPath();
    }

    /** Returns the context of a client that trusts this certificate and no other. */
    SSLContext trusting() {
        return trusting;
    }

    @Override
    public void close() {
        certificate.delete();
    }
}
