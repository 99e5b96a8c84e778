package io.tickstorm.room;

import io.tickstorm.metrics.CheatMetrics;

/**
 * Counts indications of an aiming program for one seat: claims that were moved, rails that hit, and turns by more than
 * a quarter within a tick of a hit. Old counts decay. None is a proof, and no player is disconnected for it. Room
 * thread only.
 */
final class CheatSigns {
    /** The number of claims below which there is no indication. */
    private static final int CLAIMS_MIN = 32;

    private static final int RAILS_MIN = 16;
    private static final int HITS_MIN = 16;
    /** The count at which all counts of a kind are halved. */
    private static final int FADE_AT = 256;

    private int claims;
    private int clampedClaims;
    private int rails;
    private int railHits;
    private int hits;
    private int aimJumps;

    /** Counts a claim, which may have been moved to the nearest possible age. */
    void claimed(boolean isClamped, CheatMetrics metrics) {
        if (claims == FADE_AT) {
            claims /= 2;
            clampedClaims /= 2;
        }
        claims++;
        clampedClaims += isClamped ? 1 : 0;
        if (claims >= CLAIMS_MIN) {
            metrics.clampedClaims(100 * clampedClaims / claims);
        }
    }

    /** Counts a rail that was fired. */
    void firedRail(boolean hasHit, CheatMetrics metrics) {
        if (rails == FADE_AT) {
            rails /= 2;
            railHits /= 2;
        }
        rails++;
        railHits += hasHit ? 1 : 0;
        if (rails >= RAILS_MIN) {
            metrics.railHits(100 * railHits / rails);
        }
    }

    /** Counts a hit; {@code isAimJump}: the aim one tick earlier differed by more than a quarter turn. */
    void hit(boolean isAimJump, CheatMetrics metrics) {
        if (hits == FADE_AT) {
            hits /= 2;
            aimJumps /= 2;
        }
        hits++;
        aimJumps += isAimJump ? 1 : 0;
        if (hits >= HITS_MIN) {
            metrics.aimJumps(100 * aimJumps / hits);
        }
    }
}
