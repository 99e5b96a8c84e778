import type { BoltView, GameEvent, GameView, OwnView, ShipView } from "../netcode/game-view";
import { byWeapon } from "../sim/weapon-table";
import { random } from "./random";

const SIDE_U = 3200;
const BOLT_SPEED_US = 950;
const BOLT_LIFE_MS = 800;
const SHIPS = 12;
/** The moment of the skirmish that is shown to people who want no motion. */
const STILL_MS = 1000;

interface Actor extends ShipView {
  phase: number;
  shotDueMs: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A skirmish that plays itself; times are in ms. */
export interface Attract {
  advance(nowMs: number, dtMs: number): GameView;
  /** Returns the last picture without anything that moves or starts. */
  still(): GameView;
}

/**
 * Creates a simulated skirmish behind the menu, which shows the game before a connection exists.
 */
export function createAttract(seed: number, ships = SHIPS): Attract {
  const next = random(seed);
  const actors = Array.from({ length: ships }, (_, i) => createActor(i, next() * 6.28));
  const bolts: (BoltView & { bornMs: number })[] = [];
  const events: GameEvent[] = [];
  const own = { ...createActor(999, 0), ...DEAD, x: SIDE_U / 2, y: SIDE_U / 2 };
  const view = createView(own, actors, bolts, events, next);
  const shoot = (actor: Actor, nowMs: number) => {
    actor.shotDueMs = nowMs + 180 + next() * 900;
    const x = actor.x + Math.cos(actor.aim) * 22;
    const y = actor.y + Math.sin(actor.aim) * 22;
    const id = Math.floor(next() * 1e9);
    bolts.push({
      weapon: "BLASTER",
      id,
      x,
      y,
      angle: actor.aim,
      owner: actor.id,
      own: false,
      spawnTick: 0,
      bornMs: nowMs,
    });
    const shot = { weapon: "BLASTER", shooter: actor.id, x, y, angle: actor.aim } as const;
    events.push({ kind: "shot", ...shot });
  };
  let explosionDueMs = 0;
  let placed = false;
  return {
    still() {
      // Twice, because a ship's velocity and aim are computed from two positions.
      if (!placed) for (const ms of [STILL_MS, STILL_MS + 16]) this.advance(ms, 16);
      events.length = 0;
      return view;
    },
    advance(nowMs, dtMs) {
      placed = true;
      events.length = 0;
      for (const actor of actors) {
        fly(actor, nowMs, dtMs);
        if (nowMs >= actor.shotDueMs) shoot(actor, nowMs);
      }
      flyBolts(bolts, nowMs, dtMs);
      own.x = SIDE_U / 2 + Math.cos(nowMs * 0.00006) * 320;
      own.y = SIDE_U / 2 + Math.sin(nowMs * 0.00009) * 320;
      if (nowMs >= explosionDueMs) {
        explosionDueMs = nowMs + 2600;
        const victim = actors[Math.floor(next() * actors.length)] as Actor;
        events.push({ kind: "explosion", victim: victim.id, killer: 0, x: victim.x, y: victim.y });
        victim.phase += 1.9;
      }
      return view;
    },
  };
}

const DEAD = {
  alive: false,
  healthPoints: 100,
  shieldPoints: 0,
  boost: 0,
  ready: byWeapon(() => 0),
  respawnInMs: 0,
  killedBy: undefined,
  deathAudit: undefined,
};

function createActor(id: number, phase: number): Actor {
  return {
    id,
    x: 0,
    y: 0,
    velocityX: 0,
    velocityY: 0,
    aim: 0,
    thrusting: true,
    boosting: id % 4 === 3,
    protected: false,
    shielded: id % 3 === 0,
    health: 1 - (id % 4) * 0.2,
    phase,
    shotDueMs: 0,
  };
}

/** Moves a ship along its own slow looping curve. */
function fly(actor: Mutable<Actor>, nowMs: number, dtMs: number): void {
  const t = nowMs * 0.00035 + actor.phase;
  const reach = 260 + (actor.id % 3) * 110;
  const x = SIDE_U / 2 + Math.cos(t * (1 + (actor.id % 2) * 0.4) + actor.id) * reach * 1.35;
  const y = SIDE_U / 2 + Math.sin(t * 1.3 + actor.id * 2) * reach;
  const perS = 1000 / Math.max(1, dtMs);
  const jumped = Math.hypot(x - actor.x, y - actor.y) > 60;
  actor.velocityX = jumped ? 0 : (x - actor.x) * perS;
  actor.velocityY = jumped ? 0 : (y - actor.y) * perS;
  actor.x = x;
  actor.y = y;
  actor.aim = Math.atan2(actor.velocityY, actor.velocityX) + Math.sin(t * 3) * 0.7;
}

function flyBolts(bolts: Mutable<BoltView & { bornMs: number }>[], nowMs: number, dtMs: number) {
  const step = (BOLT_SPEED_US * dtMs) / 1000;
  for (const bolt of bolts) {
    bolt.x += Math.cos(bolt.angle) * step;
    bolt.y += Math.sin(bolt.angle) * step;
  }
  while (bolts[0] && nowMs - bolts[0].bornMs > BOLT_LIFE_MS) bolts.shift();
}

function createView(
  own: OwnView,
  ships: ShipView[],
  bolts: BoltView[],
  events: GameEvent[],
  next: () => number,
): GameView {
  const asteroids = Array.from({ length: 25 }, (_, i) => ({
    x: ((i % 5) + 0.25 + next() * 0.5) * (SIDE_U / 5),
    y: (Math.floor(i / 5) + 0.25 + next() * 0.5) * (SIDE_U / 5),
    radius: 42 + next() * 62,
  }));
  return {
    phase: "menu",
    isWaiting: false,
    retryInMs: 0,
    closedReason: "",
    lostBecause: undefined,
    closedBy: { code: "", message: "", closeCode: 0, room: "", inGame: false },
    room: "",
    arena: { side: SIDE_U, asteroids },
    ownId: own.id,
    own,
    ships,
    bolts,
    pickups: [
      { id: 1, x: 1500, y: 1450, kind: "health" },
      { id: 2, x: 1780, y: 1700, kind: "shield" },
      { id: 3, x: 1350, y: 1800, kind: "boost" },
    ],
    roster: new Map(),
    ranking: undefined,
    leader: 3,
    round: { number: 1, phase: "playing", endsInMs: 0, winner: undefined },
    net: {
      transport: "websocket",
      rttMs: 0,
      tick: 0,
      tickRate: 30,
      inputLeadTicks: 0,
      interpolationDelayMs: 0,
      snapshotBytes: 0,
      bytesDownPerS: 0,
      bytesUpPerS: 0,
      corrections: {},
      comparedTicks: 0,
      starvedFrames: 0,
      drawnTick: 0,
      reconnects: 0,
      hitAudit: undefined,
      missAudit: undefined,
      inputToAckMs: 0,
      newestInputToAckMs: 0,
      inputToScreenMs: 0,
      snapshotAgeMs: 0,
    },
    ghosts: [],
    events,
  };
}
