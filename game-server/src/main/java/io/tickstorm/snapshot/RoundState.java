package io.tickstorm.snapshot;

import io.tickstorm.proto.v1.RoundPhase;
import io.tickstorm.sim.Round;
import io.tickstorm.sim.Ships;

/** The phase of the match, encoded anew whenever it changes. Tick thread only. */
final class RoundState {
    private static final int FIELD = 12;

    private final WireBuffer encoded = new WireBuffer(32);
    private int version;
    private int number;
    private boolean result;
    private int endsTick;
    private int winner;

    void observe(Round round) {
        boolean same = number == round.number()
                && result == round.isResult()
                && endsTick == round.endsTick()
                && winner == round.winner();
        if (!same) {
            number = round.number();
            result = round.isResult();
            endsTick = round.endsTick();
            winner = round.winner();
            version++;
            encode();
        }
    }

    /** Writes {@code ServerFrame.round} unless the client holds it. */
    void write(WireBuffer out, Viewer viewer) {
        if (viewer.roundVersion != version) {
            out.put(encoded.bytes(), 0, encoded.length());
            viewer.roundVersion = version;
        }
    }

    private void encode() {
        encoded.clear();
        int round = encoded.startMessage(FIELD);
        encoded.field(1, number);
        encoded.field(2, result ? RoundPhase.ROUND_PHASE_RESULT_VALUE : RoundPhase.ROUND_PHASE_PLAYING_VALUE);
        encoded.field(3, endsTick);
        encoded.field(4, winner == Ships.NOBODY ? 0 : winner + 1);
        encoded.endMessage(round);
    }
}
