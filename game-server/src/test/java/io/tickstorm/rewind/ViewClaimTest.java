package io.tickstorm.rewind;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ViewClaimTest {
    private static final int SHOT = 1_000;
    private final ViewClaim claim = new ViewClaim(30);

    @Test
    void acceptsAPossibleClaim() {
        claim.evaluate(SHOT, 57, SHOT - 2, ViewAgeEstimate.UNKNOWN);
        assertUsed(57, 0);
        assertEquals(SHOT * 16 - 57, claim.usedTick16ths());
    }

    @Test
    void aClaimOlderThanHalfASecondIsCut() {
        claim.evaluate(SHOT, 241, SHOT - 2, ViewAgeEstimate.UNKNOWN);
        assertUsed(240, ViewClaim.BEYOND_CAP);
        claim.evaluate(SHOT, Integer.MAX_VALUE, SHOT - 2, ViewAgeEstimate.UNKNOWN);
        assertUsed(240, ViewClaim.BEYOND_CAP);
    }

    @Test
    void extrapolationIsLimitedToAQuarterOfASecond() {
        claim.evaluate(SHOT, 40, SHOT - 10, ViewAgeEstimate.UNKNOWN);
        assertUsed(40, 0);
        claim.evaluate(SHOT, 39, SHOT - 10, ViewAgeEstimate.UNKNOWN);
        assertUsed(40, ViewClaim.BEYOND_HELD);
        claim.evaluate(SHOT, 1, SHOT + 5, ViewAgeEstimate.UNKNOWN);
        assertUsed(16, ViewClaim.BEYOND_HELD);
    }

    @Test
    void theCapHoldsEvenIfNothingSoYoungWasHeld() {
        claim.evaluate(SHOT, 300, SHOT - 18, ViewAgeEstimate.UNKNOWN);
        assertUsed(240, ViewClaim.BEYOND_CAP);
    }

    @Test
    void aShotWithALateInputIsEvaluatedByItsOwnTick() {
        claim.evaluate(SHOT, SHOT + 7, 200, SHOT - 8, ViewAgeEstimate.UNKNOWN);
        assertUsed(200, 0);
        assertEquals(SHOT * 16 - 200, claim.usedTick16ths());
        assertEquals(SHOT, claim.coverTick(), "cover counts from 250 ms before it is evaluated");
    }

    @Test
    void theServersOwnEstimateAllowsSixTicksEitherWay() {
        claim.evaluate(SHOT, 160, SHOT - 2, 64);
        assertUsed(160, 0);
        claim.evaluate(SHOT, 161, SHOT - 2, 64);
        assertUsed(160, ViewClaim.OFF_ESTIMATE);
        claim.evaluate(SHOT, 33, SHOT - 2, 138);
        assertUsed(42, ViewClaim.OFF_ESTIMATE);
    }

    private void assertUsed(int age16ths, int clamps) {
        assertEquals(age16ths, claim.usedAge16ths);
        assertEquals(clamps, claim.clamps);
    }
}
