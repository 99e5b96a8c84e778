package io.tickstorm.rewind;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ViewClaimTest {
    private static final int SHOT = 1_000;
    private final ViewClaim claim = new ViewClaim(30);

    @Test
    void takesWhatCanBe() {
        claim.judge(SHOT, 57, SHOT - 2, ViewAgeEstimate.UNKNOWN);
        assertUsed(57, 0);
        assertEquals(SHOT * 16 - 57, claim.usedTick16ths());
    }

    @Test
    void aClaimOlderThanHalfASecondIsCut() {
        claim.judge(SHOT, 241, SHOT - 2, ViewAgeEstimate.UNKNOWN);
        assertUsed(240, ViewClaim.BEYOND_CAP);
        claim.judge(SHOT, Integer.MAX_VALUE, SHOT - 2, ViewAgeEstimate.UNKNOWN);
        assertUsed(240, ViewClaim.BEYOND_CAP);
    }

    @Test
    void nobodyHasSeenMoreThanHisNewestFrame() {
        claim.judge(SHOT, 20, SHOT - 3, ViewAgeEstimate.UNKNOWN);
        assertUsed(48, ViewClaim.BEYOND_HELD);
        claim.judge(SHOT, 1, SHOT + 5, ViewAgeEstimate.UNKNOWN);
        assertUsed(16, ViewClaim.BEYOND_HELD);
    }

    @Test
    void theCapHoldsEvenIfNothingSoYoungWasHeld() {
        claim.judge(SHOT, 300, SHOT - 18, ViewAgeEstimate.UNKNOWN);
        assertUsed(240, ViewClaim.BEYOND_CAP);
    }

    @Test
    void theServersOwnEstimateAllowsThreeTicksEitherWay() {
        claim.judge(SHOT, 112, SHOT - 2, 64);
        assertUsed(112, 0);
        claim.judge(SHOT, 113, SHOT - 2, 64);
        assertUsed(112, ViewClaim.OFF_ESTIMATE);
        claim.judge(SHOT, 33, SHOT - 2, 90);
        assertUsed(42, ViewClaim.OFF_ESTIMATE);
    }

    private void assertUsed(int age16ths, int clamps) {
        assertEquals(age16ths, claim.usedAge16ths);
        assertEquals(clamps, claim.clamps);
    }
}
