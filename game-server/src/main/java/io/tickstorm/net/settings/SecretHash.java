package io.tickstorm.net.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash of a secret. Compares in constant time and does not reveal the secret. Immutable. */
public final class SecretHash {
    private final byte[] hash;

    public SecretHash(String secret) {
        hash = hash(secret);
    }

    /** Returns true if the guess is the secret, in constant time. */
    public boolean matches(String guess) {
        return MessageDigest.isEqual(hash, hash(guess));
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "(set)";
    }
}
