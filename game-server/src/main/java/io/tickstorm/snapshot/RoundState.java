package io.tickstorm.snapshot;

import io.tickstorm.proto.v1.RoundPhase;
import io.tickstorm.proto.v1.ServerFrame;
import io.tickstorm.sim.Round;
import io.tickstorm.sim.Ships;

/** The phase of the match, encoded again whenever it changes. Tick thread only. */
final class RoundState {
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

    /** Writes {@code ServerFrame.round} unless the client has it. */
    void write(WireBuffer out, Recipient recipient) {
        if (recipient.roundVersion() != version) {
            out.put(encoded.bytes(), 0, encoded.length());
            recipient.sentRound(version);
        }
    }

    private void encode() {
        encoded.clear();
        int round = encoded.startMessage(ServerFrame.ROUND_FIELD_NUMBER);
        encoded.field(io.tickstorm.proto.v1.Round.NUMBER_FIELD_NUMBER, number);
        encoded.field(
                io.tickstorm.proto.v1.Round.PHASE_FIELD_NUMBER,
                result ? RoundPhase.ROUND_PHASE_RESULT_VALUE : RoundPhase.ROUND_PHASE_PLAYING_VALUE);
        encoded.field(io.tickstorm.proto.v1.Round.ENDS_TICK_FIELD_NUMBER, endsTick);
        encoded.field(io.tickstorm.proto.v1.Round.WINNER_FIELD_NUMBER, winner == Ships.NOBODY ? 0 : winner + 1);
        encoded.endMessage(round);
    }
}
