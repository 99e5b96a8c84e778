package io.tickstorm.sim;

/** The phase of the match: five minutes of play, then a few seconds without weapons. World thread only. */
public final class Round {
    private final Rules rules;
    private int number = 1;
    private boolean result;
    private int endsTick;
    private int winner = Ships.NOBODY;
    private int leader = Ships.NOBODY;

    Round(Rules rules) {
        this.rules = rules;
        endsTick = rules.roundTicks;
    }

    /** Returns the number of the round, from 1 on. */
    public int number() {
        return number;
    }

    /** Returns true if the round is over and its winner is shown. */
    public boolean isResult() {
        return result;
    }

    /** Returns the tick at which the present phase ends. */
    public int endsTick() {
        return endsTick;
    }

    /** Returns the winner's ship id or {@link Ships#NOBODY}; only while {@link #isResult()}. */
    public int winner() {
        return winner;
    }

    /**
     * Returns the ship that wears the crown, or {@link Ships#NOBODY}: the ship with the highest score above zero. On a
     * tie the previous leader stays.
     */
    public int leader() {
        return leader;
    }

    /** Determines the leader. A new leader needs a higher score than the current one. */
    void crown(Ships ships) {
        int best = leader != Ships.NOBODY && ships.seated[leader] ? ships.score[leader] : 0;
        leader = best > 0 ? leader : Ships.NOBODY;
        for (int i = 0; i < ships.seats(); i++) {
            if (ships.seated[i] && ships.score[i] > best) {
                best = ships.score[i];
                leader = i;
            }
        }
    }

    /** Advances to a tick; returns true if the phase changes. */
    boolean advance(int tick) {
        if (tick < endsTick) {
            return false;
        }
        if (!result) {
            result = true;
            winner = leader;
            endsTick = tick + rules.resultTicks;
            return true;
        }
        result = false;
        winner = Ships.NOBODY;
        leader = Ships.NOBODY;
        number++;
        endsTick = tick + rules.roundTicks;
        return true;
    }

    void transfer(StateImage image) {
        number = image.word(number);
        result = image.flag(result);
        endsTick = image.tick(endsTick);
        winner = image.word(winner);
        leader = image.word(leader);
    }

    int hash(int seed) {
        int hash = Fixed.hash(Fixed.hash(seed, number), result ? 1 : 0);
        return Fixed.hash(Fixed.hash(Fixed.hash(hash, endsTick), winner), leader);
    }
}
