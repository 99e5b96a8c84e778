package io.tickstorm.room;

import com.google.protobuf.ByteString;
import io.tickstorm.sim.StateImage;

/**
 * The resume tokens of one seat: the token that its client is known to hold, and its successor. The successor is
 * derived from the token and the seat's secret, so each resume with the same token gets the same successor, and lost
 * answers do no harm. A token expires only once its successor has arrived: the client presents the successor, or it
 * acknowledges a frame of the connection that received it and sends an input over it. Only hashes are stored. Room
 * thread only.
 *
 * <pre>
 *   held -- resume --> answered with the successor -- proof of receipt --> the successor is held
 *     ^                        |
 *     +---- answer is lost ----+   any number of times
 * </pre>
 */
final class SeatTokens {
    private static final int HASH_CHARS = 64;

    private static final byte[] NO_SECRET = {};

    private final byte[] secret;
    private String heldHash;
    private String successorHash;
    /** The hash of the successor's successor, while the newest Welcome carried the successor; otherwise empty. */
    private String afterSuccessorHash = "";
    /** Frames from this tick on cannot belong to an earlier connection. */
    private int welcomeTick;

    private boolean isAcknowledged;

    private int successorSinceTick;

    private SeatTokens(byte[] secret, String heldHash, String successorHash) {
        this.secret = secret;
        this.heldHash = heldHash;
        this.successorHash = successorHash;
    }

    /** Returns the tokens of a new seat whose client receives {@code first}; {@code tick} is the next one. */
    static SeatTokens of(ByteString first, int tick) {
        byte[] secret = ResumeToken.secret();
        SeatTokens tokens =
                new SeatTokens(secret, ResumeToken.hash(first), ResumeToken.hash(ResumeToken.successor(first, secret)));
        tokens.successorSinceTick = tick;
        return tokens;
    }

    /** Reads the fields of {@link #write}. */
    static SeatTokens read(StateImage image) {
        byte[] secret = image.bytes(NO_SECRET, ResumeToken.BYTES);
        return new SeatTokens(secret, image.text("", HASH_CHARS), image.text("", HASH_CHARS));
    }

    void write(StateImage image) {
        image.bytes(secret, ResumeToken.BYTES);
        image.text(heldHash, HASH_CHARS);
        image.text(successorHash, HASH_CHARS);
    }

    /** Returns true if the token with this hash opens the seat, in constant time. */
    boolean open(String hash) {
        return ResumeToken.isSame(hash, heldHash) || ResumeToken.isSame(hash, successorHash);
    }

    String heldHash() {
        return heldHash;
    }

    String successorHash() {
        return successorHash;
    }

    /**
     * Handles a resume with a token that {@link #open opens} the seat.
     *
     * @param tick the newest finished tick, which is that of the Welcome
     * @param keptTick the newest tick whose state would survive a kill: a successor that is not in it is not sent yet
     * @return the token for the Welcome: the successor of the presented one, or the presented one again
     */
    ByteString present(ByteString token, int tick, int keptTick) {
        if (ResumeToken.isSame(ResumeToken.hash(token), successorHash)) {
            // Events between two ticks are only in the image of the next one.
            hold(ResumeToken.hash(ResumeToken.successor(token, secret)), tick + 1);
        }
        welcomeTick = tick;
        isAcknowledged = false;
        if (successorSinceTick > keptTick) {
            afterSuccessorHash = "";
            return token;
        }
        ByteString successor = ResumeToken.successor(token, secret);
        afterSuccessorHash = ResumeToken.hash(ResumeToken.successor(successor, secret));
        return successor;
    }

    /** Records that the client reports to hold the frame of a tick. */
    void acknowledge(int frameTick) {
        isAcknowledged |= frameTick >= welcomeTick;
    }

    /**
     * Handles an input of the client.
     *
     * @param tick the next tick
     * @return true if this proves that the successor has arrived: it is the held token from now on
     */
    boolean prove(int tick) {
        if (afterSuccessorHash.isEmpty() || !isAcknowledged) {
            return false;
        }
        hold(afterSuccessorHash, tick);
        return true;
    }

    private void hold(String newSuccessorHash, int tick) {
        heldHash = successorHash;
        successorHash = newSuccessorHash;
        successorSinceTick = tick;
        afterSuccessorHash = "";
    }
}
