package io.tickstorm.room;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * 128 random bits that prove the ownership of a seat or a polling session. The server stores only {@link #hash}, so
 * that a memory dump or log does not grant access. Any thread.
 */
public final class ResumeToken {
    static final int BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private ResumeToken() {}

    /** Returns a new random token. */
    public static ByteString create() {
        byte[] token = new byte[BYTES];
        RANDOM.nextBytes(token);
        return ByteString.copyFrom(token);
    }

    /**
     * Returns the token that replaces another one: the first bits of SHA-256 over the secret and that token. Neither
     * hashes nor the secret alone reveal it.
     *
     * @param secret {@link #BYTES} random bytes of the seat
     */
    static ByteString successor(ByteString token, byte[] secret) {
        MessageDigest digest = sha256();
        digest.update(secret);
        digest.update(token.asReadOnlyByteBuffer());
        return ByteString.copyFrom(digest.digest(), 0, BYTES);
    }

    /** Returns the random bytes from which a seat computes the successors of its tokens. */
    static byte[] secret() {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    /** Returns the SHA-256 in hex: the key of a seat. The time of a lookup by hash reveals nothing about the token. */
    public static String hash(ByteString token) {
        return HexFormat.of().formatHex(sha256().digest(token.toByteArray()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Compares two hashes in constant time. */
    static boolean isSame(String hash, @Nullable String other) {
        return other != null
                && MessageDigest.isEqual(
                        hash.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
