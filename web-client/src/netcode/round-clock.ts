import { type Round, RoundPhase } from "../gen/tickstorm/v1/server_pb";
import type { GameEvent, RoundView } from "./game-view";

/** The state of the match: its number, its phase and its end. */
export class RoundClock {
  private number = 0;
  private phase: RoundView["phase"] = "playing";
  private endsTick = 0;
  private winner: number | undefined;

  /** True between two rounds, while the result is shown. */
  get isResult(): boolean {
    return this.phase === "result";
  }

  /**
   * Returns the event of a new phase, or undefined if it is the first known or only the time
   * changed.
   */
  apply(round: Round): GameEvent | undefined {
    const phase = round.phase === RoundPhase.RESULT ? "result" : "playing";
    const isNews = this.number !== 0 && (round.number !== this.number || phase !== this.phase);
    this.number = round.number;
    this.phase = phase;
    this.endsTick = round.endsTick;
    this.winner = round.winner === 0 ? undefined : round.winner - 1;
    return isNews ? { kind: "round", phase, winner: this.winner } : undefined;
  }

  /** Returns the round as it is at a tick. */
  view(tick: number, periodMs: number): RoundView {
    const endsInMs = Math.max(0, (this.endsTick - tick) * periodMs);
    return { number: this.number, phase: this.phase, endsInMs, winner: this.winner };
  }
}
