package io.tickstorm.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The conditions under which servers accept each other as members of one fleet. Immutable.
 *
 * @param name of the fleet
 * @param secretHash hash of the fleet's secret; empty without one
 * @param tls files for encrypted connections between servers; null for plain ones
 */
public record FleetAdmission(
        String name, String secretHash, @Nullable ClusterTls tls) {
    static final FleetAdmission OPEN = new FleetAdmission("tickstorm", "", null);

    static final String NAME = "tickstorm.fleet.name";
    static final String SECRET_HASH = "tickstorm.fleet.secret-hash";
    /** The version of the messages between servers; its value stands in fleet.conf. */
    static final String PROTOCOL = "tickstorm.fleet.protocol";

    private static final int HASH_ROUNDS = 100_000;
    private static final int HASH_BITS = 256;

    /** Returns the conditions of a fleet with this secret; empty for none. */
    static FleetAdmission of(String name, String secret, @Nullable ClusterTls tls) {
        return new FleetAdmission(name, secret.isEmpty() ? "" : hash(secret, "tickstorm fleet " + name), tls);
    }

    /** Returns a slow, salted hash, because servers send it to each other and the secret must not follow from it. */
    private static String hash(String secret, String salt) {
        PBEKeySpec key = new PBEKeySpec(
                secret.toCharArray(), salt.getBytes(java.nio.charset.StandardCharsets.UTF_8), HASH_ROUNDS, HASH_BITS);
        try {
            byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded();
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PBKDF2", e);
        }
    }

    /** Returns the settings of Pekko. */
    Config pekko() {
        Config own = ConfigFactory.parseMap(Map.of(NAME, name, SECRET_HASH, secretHash));
        return tls == null ? own : tls.pekko().withFallback(own);
    }
}
