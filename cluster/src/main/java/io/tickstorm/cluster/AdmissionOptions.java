package io.tickstorm.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that decide which servers accept each other: part of {@link ClusterOptions}. Main thread. */
final class AdmissionOptions {
    private static final int SECRET_LENGTH_MIN = 16;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--cluster-name",
            defaultValue = "tickstorm",
            description = "Name of the fleet; a server of another name is refused")
    private String name = "";

    @Option(
            names = "--cluster-secret",
            defaultValue = "",
            description = "Secret of the fleet; a server without it is refused; " + SECRET_LENGTH_MIN
                    + " characters or more, best given as TICKSTORM_CLUSTER_SECRET, which no list of processes shows")
    private String secret = "";

    @Option(
            names = "--cluster-tls-cert",
            description = "PEM file of this server's certificate; connections between servers then use TLS")
    private @Nullable Path tlsCertificate;

    @Option(names = "--cluster-tls-key", description = "PEM file of its RSA key, in PKCS#8")
    private @Nullable Path tlsKey;

    @Option(
            names = "--cluster-tls-ca",
            description = "PEM file of the authority that signs the certificates of all servers")
    private @Nullable Path tlsAuthority;

    /** Returns the conditions. Called after {@link #check}. */
    FleetAdmission admission() {
        return FleetAdmission.of(name, secret, tls());
    }

    private @Nullable ClusterTls tls() {
        return tlsCertificate == null || tlsKey == null || tlsAuthority == null
                ? null
                : new ClusterTls(tlsCertificate, tlsKey, tlsAuthority);
    }

    /** @throws ParameterException that says which option is wrong and what it may be */
    void check() {
        if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
            throw wrong("--cluster-name has 1 to 64 letters, digits, dots and hyphens");
        }
        if (!secret.isEmpty() && secret.length() < SECRET_LENGTH_MIN) {
            throw wrong("--cluster-secret has to have " + SECRET_LENGTH_MIN + " characters or more");
        }
        boolean isSomeTls = tlsCertificate != null || tlsKey != null || tlsAuthority != null;
        ClusterTls tls = tls();
        if (isSomeTls && tls == null) {
            throw wrong("--cluster-tls-cert, --cluster-tls-key and --cluster-tls-ca belong together");
        }
        if (tls != null) {
            check(tls);
        }
    }

    private void check(ClusterTls tls) {
        try {
            tls.check();
        } catch (IOException | GeneralSecurityException e) {
            throw wrong("TLS between servers: " + e.getMessage());
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
