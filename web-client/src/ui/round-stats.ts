import type { WeaponName } from "../gen/weapons";
import type { GameEvent, GameView } from "../netcode/game-view";
import { byWeapon } from "../sim/weapon-table";
import { placed, playersOf } from "./places";

/** A round from the view of the own player. */
export interface RoundSummary {
  place: number;
  of: number;
  score: number;
  kills: number;
  deaths: number;
  bestStreak: number;
  shots: Record<WeaponName, number>;
  hits: Record<WeaponName, number>;
  /** The opponent that the person hit most often, and the one that hit the person most often. */
  hitMost: Opponent | undefined;
  hitMostBy: Opponent | undefined;
}

/** Another participant, with the number of hits between the two. */
export interface Opponent {
  id: number;
  /** Copied at the moment of the hit: the opponent may have left since. */
  name: string;
  bot: boolean;
  hits: number;
}

/** The maximum number of opponents in one round and direction; a room has 4,094 seats at most. */
const OPPONENTS_MAX = 4096;

/** Counts one round after another, from the events that the page shows. */
export class RoundStats {
  private room = "";
  private round = -1;
  private streak = 0;
  private bestStreak = 0;
  private shots = byWeapon(() => 0);
  private hits = byWeapon(() => 0);
  private readonly victims = new Map<string, Opponent>();
  private readonly attackers = new Map<string, Opponent>();

  /** Counts the events of one render frame. */
  update(view: GameView): void {
    const { round, room } = view;
    if (room !== this.room || round.number !== this.round) this.restart(room, round.number);
    for (const event of view.events) this.count(event, view);
  }

  /** Returns the figures of the round so far; `place` is 0 if the person is not in the roster. */
  summary(view: GameView): RoundSummary {
    const own = placed(view).find(({ line }) => line.id === view.ownId);
    const { score = 0, kills = 0, deaths = 0 } = own?.line ?? {};
    return {
      place: own?.rank ?? 0,
      of: playersOf(view),
      score,
      kills,
      deaths,
      bestStreak: this.bestStreak,
      shots: { ...this.shots },
      hits: { ...this.hits },
      hitMost: most(this.victims),
      hitMostBy: most(this.attackers),
    };
  }

  private restart(room: string, round: number): void {
    this.room = room;
    this.round = round;
    this.streak = 0;
    this.bestStreak = 0;
    this.shots = byWeapon(() => 0);
    this.hits = byWeapon(() => 0);
    this.victims.clear();
    this.attackers.clear();
  }

  private count(event: GameEvent, view: GameView): void {
    const { ownId } = view;
    if (event.kind === "shot" || event.kind === "beam") {
      if (event.shooter === ownId) this.shots[event.weapon]++;
    } else if (event.kind === "kill") this.countKill(event.killer, event.victim, ownId);
    else if (event.kind === "hit") {
      const { attacker, victim, weapon } = event;
      if (attacker === ownId && victim !== ownId) {
        this.hits[weapon]++;
        count(this.victims, victim, view);
      }
      if (victim === ownId && attacker !== ownId) count(this.attackers, attacker, view);
    }
  }

  private countKill(killer: number, victim: number, ownId: number): void {
    if (victim === ownId) this.streak = 0;
    else if (killer === ownId) this.bestStreak = Math.max(this.bestStreak, ++this.streak);
  }
}

/**
 * Returns the share of hits, 0 to 1, or undefined without a shot. A hit may be reported without its
 * shot.
 */
export function accuracyShare(hits: number, shots: number): number | undefined {
  return shots === 0 ? undefined : Math.min(1, hits / shots);
}

function count(opponents: Map<string, Opponent>, id: number, view: GameView): void {
  const line = view.roster.get(id);
  const name = line?.name ?? "?";
  const key = `${id} ${name}`;
  const known = opponents.get(key);
  if (known) known.hits++;
  else if (opponents.size < OPPONENTS_MAX) {
    opponents.set(key, { id, name, bot: line?.bot === true, hits: 1 });
  }
}

/** Returns the opponent with the most hits; the first of several. */
function most(opponents: ReadonlyMap<string, Opponent>): Opponent | undefined {
  let found: Opponent | undefined;
  for (const each of opponents.values()) if (!found || each.hits > found.hits) found = each;
  return found && { ...found };
}
